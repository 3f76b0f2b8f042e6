"""A unit of grading: one project against one kind of checks, in as many runs as that takes.

A newcomer would let it wait for a run. In a page it cannot: each run is in another interpreter, which only the page can
make. So it is told what its last run said, and answers with the next job until it is done.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Generator
from typing import Any

from sandbox.classroom.exams import Files, Labels, digest
from sandbox.classroom.jobs import Job
from sandbox.classroom.judging import expected_from, judging
from sandbox.classroom.telling import Told
from sandbox.errors import AuthorError, Fault

Plain = dict[str, Any]
Work = Generator[Job, Told, Plain]


@dataclasses.dataclass
class Unit:
    """`key` names all that its outcome depends on; each of `takers` gets the outcome once it is there.

    `exercise` and `learners` are whose files they are; no learner's where the lesson's own solution is run.
    """

    key: str
    exercise: str
    learners: list[str]
    work: Callable[[], Work]
    takers: list[Callable[[Plain], None]]
    _running: tuple[Work, Job] | None = None

    def next(self, told: Told | None) -> Job | Plain:
        """The next job, or the outcome; `told` is what the last job said, None where it begins anew."""
        try:
            if told is None or not self._running:
                work = self.work()
                job = next(work)
            else:
                work, last = self._running
                job = work.send(last.told(told))
        except StopIteration as end:
            self._running = None
            self.done(end.value)
            return dict(end.value)
        self._running = work, job
        return job

    def done(self, outcome: Plain) -> None:
        """Also for an outcome that was kept."""
        for take in self.takers:
            take(outcome)


def finding(name: str, files: Files, checks: Files, around: str, take: Callable[[Plain], None]) -> Unit:
    """Finds out which checks there are, with files that must pass them: `{"labels": id → label}`."""

    def work() -> Work:
        told = yield Job(files, checks, ())
        try:
            return {"labels": expected_from(told)}
        except Fault as fault:
            raise AuthorError(name, None, fault.message) from None

    return Unit(digest(files, checks, around, "expected"), name, [], work, [take])


def deciding(
    learner: str,
    exercise: str,
    files: Files,
    checks: Files,
    labels: Labels,
    around: str,
    take: Callable[[Plain], None],
) -> Unit:
    """Runs them until each check has an outcome: `judging.Judged` as plain data."""

    def work() -> Work:
        runs = judging(labels)
        skip = next(runs)
        while True:
            told = yield Job(files, checks, skip)
            try:
                skip = runs.send(told)
            except StopIteration as end:
                return dataclasses.asdict(end.value)

    return Unit(digest(files, checks, around, json.dumps(dict(labels))), exercise, [learner], work, [take])
