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
from dataclasses import asdict, dataclass
from pathlib import Path

from sandbox.classroom.assignment import Assigned, Assignment
from sandbox.classroom.judging import Judged, Outcome, expected_checks, judge
from sandbox.classroom.projects import hidden_checks, own_files, published_checks, solution
from sandbox.classroom.reading import Chosen
from sandbox.classroom.running import BUNDLE, INSIDE, Limits, Runner
from sandbox.classroom.weights import read_weights
from sandbox.embed import edition
from sandbox.errors import AuthorError, Fault, nearest
from sandbox.lessons import Playground, load_lesson, playground_ids

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Exam:
    """An assigned exercise as this checkout has it.

    `kinds` are its `published` and `hidden` checks, with labels; `weights` name those that count more than once, as
    `hidden:test_x.py::test_y`.
    """

    assigned: Assigned
    playground: Playground
    points: int
    kinds: Mapping[str, tuple[Files, Mapping[str, str]]]
    weights: Mapping[str, int]


class Grader:
    """`folder` keeps outcomes between runs; `root` is the checkout with `lessons/`."""

    def __init__(self, root: Path, folder: Path, limits: Limits, native: bool, hidden: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._root, self._folder, self._limits, self._hidden = root, folder, limits, hidden
        self._runner = Runner(folder, limits, native)
        self._around = _digest({path.name: path.read_bytes() for path in [*INSIDE.glob("*.py")]})
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
        usual = playground.exercise.points if playground.exercise else 0
        kinds = {"published": published_checks(playground)}
        if self._hidden and (own := hidden_checks(self._hidden, playground)):
            kinds["hidden"] = own
        try:
            found = {kind: (checks, self._expected(playground, checks)) for kind, checks in kinds.items()}
        except Fault as fault:
            raise AuthorError(assigned.name, None, fault.message) from None
        labels = {kind: labels for kind, (_, labels) in found.items()}
        weights = read_weights(self._hidden, playground, labels) if self._hidden else {}
        return Exam(assigned, playground, usual if assigned.points is None else assigned.points, found, weights)

    def _expected(self, playground: Playground, checks: Files) -> dict[str, str]:
        files = solution(playground)
        kept = self._folder / f"{_digest(files, checks, self._around)}-expected.json"
        if not kept.exists():
            _write(kept, expected_checks(self._runner, files, checks))
        return dict(json.loads(kept.read_text("utf-8")))

    def _judge(self, files: Files, checks: Files, expected: Mapping[str, str]) -> Judged:
        limits = f"{self._limits} {self._runner.native}"
        kept = self._folder / f"{_digest(files, checks, self._around, limits, json.dumps(expected))}.json"
        if not kept.exists():
            _write(kept, asdict(judge(self._runner, files, checks, expected)))
        data = json.loads(kept.read_text("utf-8"))
        return Judged(tuple(Outcome(**check) for check in data["checks"]), tuple(data["notes"]))


@dataclass(frozen=True)
class Graded:
    """One exercise of one learner. Without work it has no outcomes."""

    exam: Exam
    judged: Mapping[str, Judged]
    notes: tuple[str, ...]


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
                    results[key] = Graded(exam, {}, ("Not handed in.",))
                    continue
                files, notes = own_files(work.files)
                if work.edition != edition(exam.playground):
                    notes.append("Was made for another edition of the exercise; the checks of this one were run.")
                digest = _digest(files, exam.assigned.name)
                if digest not in shared:
                    shared[digest] = pool.submit(grader.judge, exam, files).result
                waiting[key] = (exam, notes, shared[digest])
        try:
            for number, (key, (exam, notes, result)) in enumerate(waiting.items()):
                progress(number, len(waiting))
                results[key] = Graded(exam, result(), tuple(notes))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    progress(len(waiting), len(waiting))
    return results


def _digest(*parts: Files | str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        text = (
            part if isinstance(part, str) else {name: hashlib.sha256(data).hexdigest() for name, data in part.items()}
        )
        digest.update(json.dumps(text, sort_keys=True).encode() + b"\0")
    return digest.hexdigest()[:32]


def _write(path: Path, data: object) -> None:
    """Whole or not at all, whenever this program is ended."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    beside.replace(path)
