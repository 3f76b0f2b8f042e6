"""An assigned exercise as it is graded: its checks, published and hidden, their weights, and what comes of them.

A newcomer would look for a checkout here. The page has none and makes the same from the payloads of its site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.classroom.assignment import Assigned
from sandbox.classroom.judging import Judged, Outcome
from sandbox.classroom.projects import hidden_checks, own_files, published_checks
from sandbox.classroom.submission import Work
from sandbox.classroom.weights import read_weights
from sandbox.edition import edition
from sandbox.lessons import Playground

Files = Mapping[str, bytes]
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Exam:
    """An assigned exercise, ready to be graded.

    `kinds` are its `published` and `hidden` checks, with labels; `weights` name those that count more than once, as
    `hidden:test_x.py::test_y`.
    """

    assigned: Assigned
    playground: Playground
    points: int
    kinds: Mapping[str, tuple[Files, Labels]]
    weights: Mapping[str, int]


@dataclass(frozen=True)
class Graded:
    """One exercise of one learner. Without work it has no outcomes."""

    exam: Exam
    judged: Mapping[str, Judged]
    notes: tuple[str, ...]


def checks_of(playground: Playground, hidden: Path | None) -> dict[str, Files]:
    """Kind → checks. `hidden` is the instructor's folder.

    :raises AuthorError: for a file beside the hidden checks that is none.
    """
    kinds: dict[str, Files] = {"published": published_checks(playground)}
    if hidden and (own := hidden_checks(hidden, playground)):
        kinds["hidden"] = own
    return kinds


def exam_of(
    assigned: Assigned, playground: Playground, kinds: Mapping[str, tuple[Files, Labels]], hidden: Path | None
) -> Exam:
    """`kinds` with the labels that a run of the solution gave.

    :raises AuthorError: for `weights.toml` that does not fit.
    """
    usual = playground.exercise.points if playground.exercise else 0
    labels = {kind: labels for kind, (_, labels) in kinds.items()}
    weights = read_weights(hidden, playground, labels) if hidden else {}
    return Exam(assigned, playground, usual if assigned.points is None else assigned.points, kinds, weights)


def handed_in(work: Work, exam: Exam) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files that are run, and notes."""
    files, notes = own_files(work.files)
    if work.edition != edition(exam.playground):
        notes.append("Was made for another edition of the exercise; the checks of this one were run.")
    return files, tuple(notes)


def not_handed_in(exam: Exam) -> Graded:
    """Where there is no work."""
    return Graded(exam, {}, ("Not handed in.",))


def judged_from(data: Mapping[str, Any]) -> Judged:
    """From plain data, as `dataclasses.asdict` makes them."""
    return Judged(tuple(Outcome(**check) for check in data["checks"]), tuple(data["notes"]))


def digest(*parts: Files | str) -> str:
    """A name made of all that an outcome depends on."""
    made = hashlib.sha256()
    for part in parts:
        text = (
            part if isinstance(part, str) else {name: hashlib.sha256(data).hexdigest() for name, data in part.items()}
        )
        made.update(json.dumps(text, sort_keys=True).encode() + b"\0")
    return made.hexdigest()[:32]
