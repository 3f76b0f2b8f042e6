"""Grading in a page: all of it but the runs, in an interpreter where no strange code is.

A newcomer would take this for a second grading. It is the command line's own functions, in the order that a page needs:
first the units that find out which checks there are, then submissions, then the units that decide, then the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sandbox.classroom.assignment import from_fragment
from sandbox.classroom.exams import Exam, Graded, checks_of, digest, exam_of, handed_in, judged_from, not_handed_in
from sandbox.classroom.jobs import program
from sandbox.classroom.judging import Judged
from sandbox.classroom.marks import Marks
from sandbox.classroom.payloads import playground_of
from sandbox.classroom.projects import Texts, solution
from sandbox.classroom.reading import Chosen, NotGraded, read_files
from sandbox.classroom.received import read_received
from sandbox.classroom.results import learner_of, results_of
from sandbox.classroom.units import Plain, Unit, deciding, finding
from sandbox.classroom.works import works_of

PENDING = "Not graded: the grading was stopped before."


class Desk:
    """One grading.

    :param build: tells one build of the shipped interpreter from another.
    :param seconds: of one run, as the page counts them.
    :raises Fault: for an assignment that cannot be read.
    :raises AuthorError: for hidden checks that are none.
    """

    def __init__(self, fragment: str, payloads: list[Plain], hidden: Path | None, build: str, seconds: float) -> None:
        self.assignment = from_fragment(fragment)
        known = {payload["name"]: playground_of(payload) for payload in payloads}
        self._assigned = [one for one in self.assignment.exercises if one.name in known]
        self.lines = [
            f"{one.name} is not on this site and is not graded"
            for one in self.assignment.exercises
            if one.name not in known
        ]
        self._playgrounds, self._hidden = known, hidden
        self._around = digest(program(), build, f"{seconds:g}")
        self._kinds = {one.name: checks_of(known[one.name], hidden) for one in self._assigned}
        self._labels: dict[tuple[str, str], Mapping[str, str]] = {}
        self._exams: list[Exam] = []
        self._chosen: dict[str, Chosen] = {}
        self._others: list[NotGraded] = []
        self._graded: dict[tuple[str, str], Graded] = {}
        self._received: Mapping[str, datetime] = {}
        self.marks = Marks(None, (), ())
        #: What has to be done, by key.
        self.units: dict[str, Unit] = {}
        for one in self._assigned:
            for kind, checks in self._kinds[one.name].items():
                files = solution(known[one.name])
                self._add(finding(one.name, files, checks, self._around, self._know(one.name, kind)))

    def read(self, files: Mapping[str, Path], refused: Mapping[str, str], received: Path | None) -> None:
        """After all units until now: reads submissions, and makes the units that decide about them.

        :param refused: file → why it is not even looked at.
        :raises AuthorError: where weights or `received.csv` do not fit.
        """
        for one in self._assigned:
            kinds = {kind: (checks, self._labels[one.name, kind]) for kind, checks in self._kinds[one.name].items()}
            self._exams.append(exam_of(one, self._playgrounds[one.name], kinds, self._hidden))
        submissions, self._others = read_files(files, self.assignment)
        self._others += [NotGraded(file, why) for file, why in refused.items()]
        self._received = read_received(received, [one.file for one in submissions]) if received else {}
        self._chosen = {chosen.key: chosen for chosen in submissions}
        self.units = {}
        for chosen in submissions:
            for exam in self._exams:
                self._decide(chosen, exam)

    def read_marks(self, path: Path, own: bool) -> None:
        """`marks.toml`, `own` where the page has written it: then it may hold learners who are not here this time.

        :raises AuthorError: for what does not fit; the marks that were there stay.
        """
        self.marks = Marks(path, None if own else self._chosen, [one.name for one in self.assignment.exercises])

    def learner(self, key: str) -> Plain:
        """One learner's part of the results, and how many of the exercises wait."""
        works = [self._work(key, exam) for exam in self._exams]
        told = learner_of(self.assignment, self._chosen[key], works, self._received, self.marks)
        return {**told, "waiting": sum((key, exam.assigned.name) not in self._graded for exam in self._exams)}

    def learners(self) -> list[Plain]:
        """All of them."""
        return [self.learner(key) for key in self._chosen]

    def files(self, key: str) -> dict[str, dict[str, str]]:
        """Exercise → file → what the learner handed in."""
        works = self._chosen[key].submission.works
        return {name: {path: _text(content) for path, content in work.files.items()} for name, work in works.items()}

    def works(self) -> dict[str, dict[str, Texts]]:
        """Exercise → learner → the files that reports show."""
        return works_of(self._exams, list(self._chosen.values()))

    def results(self) -> Plain:
        """`results.json`; what is not done yet says so."""
        pairs = [(key, exam) for key in self._chosen for exam in self._exams]
        graded = {(key, exam.assigned.name): self._work(key, exam) for key, exam in pairs}
        chosen = list(self._chosen.values())
        return results_of(
            self.assignment,
            self._exams,
            chosen,
            graded,
            self._others,
            self.lines,
            native=False,
            received=self._received,
            marks=self.marks,
        )

    def _know(self, exercise: str, kind: str) -> Callable[[Plain], None]:
        def take(outcome: Plain) -> None:
            self._labels[exercise, kind] = outcome["labels"]

        return take

    def _decide(self, one: Chosen, exam: Exam) -> None:
        """The same files of two learners are one unit."""
        place = (one.key, exam.assigned.name)
        work = one.submission.works.get(exam.assigned.name)
        if not work:
            self._graded[place] = not_handed_in(exam)
            return
        files, notes = handed_in(work, exam)
        judged: dict[str, Judged] = {}

        def take_as(kind: str) -> Callable[[Plain], None]:
            def take(outcome: Plain) -> None:
                judged[kind] = judged_from(outcome)
                if len(judged) == len(exam.kinds):
                    self._graded[place] = Graded(exam, {kind: judged[kind] for kind in exam.kinds}, notes)

            return take

        for kind, (checks, labels) in exam.kinds.items():
            name = exam.assigned.name
            self._add(deciding(one.key, name, files, checks, labels, self._around, take_as(kind)))

    def _add(self, unit: Unit) -> None:
        same = self.units.setdefault(unit.key, unit)
        if same is not unit:
            same.takers += unit.takers
            same.learners += unit.learners

    def _work(self, key: str, exam: Exam) -> Graded:
        return self._graded.get((key, exam.assigned.name)) or Graded(exam, {}, (PENDING,))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(content):,} bytes that are no text)"
    return text if len(text) <= 200_000 else f"{text[:200_000]}\n(and {len(text) - 200_000:,} characters more)"
