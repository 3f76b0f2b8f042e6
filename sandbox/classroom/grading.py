"""A folder of submissions → results: who has how many points in which exercise, and why.

A newcomer would write the results at the end alone. Each outcome is kept as soon as it is known, under a name made of
all that it depends on, so that a second run does only what is missing or has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from sandbox.classroom.assignment import Assigned, Assignment
from sandbox.classroom.exams import (
    Exam,
    Files,
    Graded,
    checks_of,
    digest,
    exam_of,
    handed_in,
    judged_from,
    not_handed_in,
)
from sandbox.classroom.jobs import program
from sandbox.classroom.judging import Judged, expected_checks, judge
from sandbox.classroom.projects import solution
from sandbox.classroom.reading import Chosen
from sandbox.classroom.running import BUNDLE, Limits, Runner
from sandbox.errors import AuthorError, Fault, nearest
from sandbox.lessons import Playground, load_lesson, playground_ids


class Grader:
    """`folder` keeps outcomes between runs; `root` is the checkout with `lessons/`."""

    def __init__(self, root: Path, folder: Path, limits: Limits, native: bool, hidden: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._root, self._folder, self._limits, self._hidden = root, folder, limits, hidden
        self._runner = Runner(folder, limits, native)
        self._around = digest(program())
        if not native:
            self._around += hashlib.sha256((BUNDLE / "manifest.json").read_bytes()).hexdigest()

    def exercises(self, assignment: Assignment) -> tuple[list[Exam], list[str]]:
        """The exercises that can be graded, and a line about each that cannot.

        :raises AuthorError: where its checks do not pass with its own solution.
        """
        known, exams, lines = playground_ids(self._root), [], []
        for assigned in assignment.exercises:
            if assigned.name in known:
                exams.append(self._exam(assigned))
            else:
                lines.append(f"{assigned.name} is not in lessons/ and is not graded{nearest(assigned.name, known)}")
        return exams, lines

    def judge(self, exam: Exam, files: Files) -> Mapping[str, Judged]:
        """The learner's files against published and hidden checks, each in interpreters of their own."""
        return {kind: self._judge(files, *exam.kinds[kind]) for kind in exam.kinds}

    def _exam(self, assigned: Assigned) -> Exam:
        track, lesson, name = assigned.name.split("/")
        playground = load_lesson(self._root, f"{track}/{lesson}").playgrounds[name]
        kinds = checks_of(playground, self._hidden)
        try:
            found = {kind: (checks, self._expected(playground, checks)) for kind, checks in kinds.items()}
        except Fault as fault:
            raise AuthorError(assigned.name, None, fault.message) from None
        return exam_of(assigned, playground, found, self._hidden)

    def _expected(self, playground: Playground, checks: Files) -> dict[str, str]:
        files = solution(playground)
        kept = self._folder / f"{digest(files, checks, self._around)}-expected.json"
        if not kept.exists():
            _write(kept, expected_checks(self._runner, files, checks))
        return dict(json.loads(kept.read_text("utf-8")))

    def _judge(self, files: Files, checks: Files, expected: Mapping[str, str]) -> Judged:
        limits = f"{self._limits} {self._runner.native}"
        kept = self._folder / f"{digest(files, checks, self._around, limits, json.dumps(expected))}.json"
        if not kept.exists():
            _write(kept, asdict(judge(self._runner, files, checks, expected)))
        return judged_from(json.loads(kept.read_text("utf-8")))


def grade(
    grader: Grader, exams: list[Exam], chosen: list[Chosen], jobs: int, progress: Callable[[int, int], None]
) -> dict[tuple[str, str], Graded]:
    """All exercises of all learners, `jobs` at a time; (learner, exercise) → outcome."""
    results: dict[tuple[str, str], Graded] = {}
    waiting = {}
    with ThreadPoolExecutor(jobs) as pool:
        # The same files from two learners would be run twice at the same time, so one run serves both.
        shared: dict[str, Callable[[], Mapping[str, Judged]]] = {}
        for one in chosen:
            for exam in exams:
                work = one.submission.works.get(exam.assigned.name)
                key = (one.key, exam.assigned.name)
                if not work:
                    results[key] = not_handed_in(exam)
                    continue
                files, notes = handed_in(work, exam)
                same = digest(files, exam.assigned.name)
                if same not in shared:
                    shared[same] = pool.submit(grader.judge, exam, files).result
                waiting[key] = (exam, notes, shared[same])
        try:
            for number, (key, (exam, notes, result)) in enumerate(waiting.items()):
                progress(number, len(waiting))
                results[key] = Graded(exam, result(), notes)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    progress(len(waiting), len(waiting))
    return results


def _write(path: Path, data: object) -> None:
    """Whole or not at all, whenever this program is ended."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    beside.replace(path)
