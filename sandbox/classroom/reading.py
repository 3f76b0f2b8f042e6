"""A folder of submissions → one for each learner, and a reason for each of the others.

A newcomer would take the newest file. Of several from one learner the latest in time counts, by the moment that its
manifest names, since a download gives all files the same date.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.classroom.assignment import Assignment
from sandbox.classroom.submission import MAX_ZIP, Refused, Submission, read_submission

#: Platforms and browsers rename what they store: `x.flaskroom-1.zip`, `x.flaskroom (2).zip`; pasted text may be a page.
ENDINGS = (".zip", ".txt", ".html")
#: What tells learners apart, the most certain first.
IDENTITY = ("id", "email", "name")
#: Base64 and quoting make text longer than the zip file.
LONGER = 2


@dataclass(frozen=True)
class Chosen:
    """`file` is relative to the folder."""

    key: str
    file: str
    submission: Submission
    notes: tuple[str, ...]


@dataclass(frozen=True)
class NotGraded:
    """A file that is not graded, and why."""

    file: str
    why: str


def read_folder(
    folder: Path, assignment: Assignment, now: datetime | None = None
) -> tuple[list[Chosen], list[NotGraded]]:
    """Looks into sub-folders too, as Moodle makes one for each learner."""
    paths = (path for path in folder.rglob("*") if not path.is_dir() and not path.name.startswith("."))
    return read_files({path.relative_to(folder).as_posix(): path for path in paths}, assignment, now)


def read_files(
    files: Mapping[str, Path], assignment: Assignment, now: datetime | None = None
) -> tuple[list[Chosen], list[NotGraded]]:
    """Files by the names that the report has for them."""
    now = now or datetime.now(UTC)
    found: dict[str, list[tuple[str, Submission]]] = {}
    others: list[NotGraded] = []
    for file, path in sorted(files.items()):
        if not file.lower().endswith(ENDINGS):
            others.append(NotGraded(file, f"was not looked at; a submission is one of *{', *'.join(ENDINGS)}"))
            continue
        try:
            submission = _read(path)
        except Refused as refused:
            others.append(NotGraded(file, str(refused)))
            continue
        found.setdefault(key_of(submission, file), []).append((file, submission))
    chosen = []
    for key in sorted(found):
        file, submission = _choose(found[key], assignment)
        notes = [*submission.notes, *_odd(submission, assignment, now)]
        for other, _ in found[key]:
            if other != file:
                others.append(NotGraded(other, f"{file} is from the same learner and counts"))
        if len(found[key]) > 1:
            notes.append(f"Counts, of {len(found[key])} from this learner: the latest in time.")
        chosen.append(Chosen(key, file, submission, tuple(notes)))
    return chosen, others


def key_of(submission: Submission, file: str) -> str:
    """What tells the learner from others: what they typed, without case and spaces; else the file's name."""
    for part in IDENTITY:
        if words := " ".join(unicodedata.normalize("NFC", submission.learner.get(part, "")).casefold().split()):
            return words
    return file


def _read(path: Path) -> Submission:
    if path.is_symlink() or not path.is_file():
        raise Refused("is no ordinary file")
    if path.stat().st_size > MAX_ZIP * LONGER:
        raise Refused(f"has {path.stat().st_size:,} bytes, and no honest submission has so many")
    submission = read_submission(path.read_bytes())
    # JSON can hold halves of characters, which no file can.
    learner = {part: text.encode("utf-8", "replace").decode() for part, text in submission.learner.items()}
    return replace(submission, learner=learner)


def _choose(several: list[tuple[str, Submission]], assignment: Assignment) -> tuple[str, Submission]:
    in_time = [one for one in several if not assignment.due or one[1].made <= assignment.due]
    return max(in_time or several, key=lambda one: (one[1].made, one[0]))


def _odd(submission: Submission, assignment: Assignment, now: datetime) -> list[str]:
    notes = []
    if not any(submission.learner.get(part, "").strip() for part in IDENTITY):
        notes.append("Names no learner.")
    if submission.made > now + timedelta(hours=1):
        notes.append(f"Says that it was made at {submission.made.isoformat()}, which is still to come.")
    if submission.made.year < 2025:
        notes.append(f"Says that it was made at {submission.made.isoformat()}, before there were submissions.")
    if submission.assignment.title != assignment.title:
        notes.append(f"Was made for the assignment “{submission.assignment.title}”.")
    names = {assigned.name for assigned in assignment.exercises}
    if more := sorted(set(submission.works) - names):
        notes.append(f"Holds exercises that were not assigned: {', '.join(more[:5])}.")
    return notes
