"""What an instructor hands out: `assignment.toml`, and the same as the fragment of a link (format 1).

The fragment is `application/x-www-form-urlencoded`, so that people can read it and no server ever sees it. The page
writes and reads the same (`web/classroom/assignment.ts`); `tests/golden/classroom/` holds the two languages together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from sandbox.errors import Fault, listed, nearest
from sandbox.toml_file import Key, TomlFile

FORMAT = 1
#: What a learner may be asked for.
ASKED = ("name", "email", "id")
#: What a learner may be shown.
REVEALED = ("hints", "checks", "solutions")
_KEYS = {
    "format": Key("count"),
    "title": Key("text"),
    "instructions": Key("text", required=False),
    "due": Key("moment", required=False),
    "ask": Key("texts", required=False),
    "reveal": Key("texts", required=False),
    "exercises": Key("texts"),
    "points": Key("table", required=False),
    "late": Key("table", required=False),
}
_LATE = {"percent_a_day": Key("count"), "days": Key("count")}


@dataclass(frozen=True)
class Assigned:
    """One exercise: its `edition` (`edition.edition`) where it was known, and `points` where they differ."""

    name: str
    edition: str = ""
    points: int | None = None

    def __str__(self) -> str:
        edition = f"@{self.edition}" if self.edition else ""
        return self.name + edition + (f":{self.points}" if self.points is not None else "")


@dataclass(frozen=True)
class Late:
    """For each day begun after the due date, `percent` of the points go; after `days` days, all of them."""

    percent: int
    days: int


@dataclass(frozen=True)
class Assignment:
    """`due` has a time zone. `instructions` are Markdown."""

    title: str
    exercises: tuple[Assigned, ...]
    instructions: str = ""
    due: datetime | None = None
    ask: tuple[str, ...] = ("name",)
    reveal: tuple[str, ...] = REVEALED
    late: Late | None = field(default=None)


def read_assignment(path: Path) -> Assignment:
    """Raises `AuthorError` for the first thing that is wrong in the file."""
    file = TomlFile(path, path.name)
    table = file.table((), _KEYS)
    if table["format"] != FORMAT:
        raise file.error(("format",), newer(table["format"]))
    points = file.table(("points",), {name: Key("count") for name in table["points"]}) if "points" in table else {}
    late = file.table(("late",), _LATE) if "late" in table else None
    try:
        return _assignment(table, points, Late(late["percent_a_day"], late["days"]) if late else None)
    except _Wrong as wrong:
        raise file.error((wrong.key,), wrong.message) from None


def to_fragment(assignment: Assignment) -> str:
    """The part of a link behind `#`, in a fixed order."""
    return "&".join(f"{name}={quote(value, safe='/@:,')}" for name, value in _pairs(assignment))


def from_fragment(fragment: str) -> Assignment:
    """Raises `Fault` for a link that was cut, comes from a newer Flaskroom, or was never one of an assignment."""
    pairs = parse_qsl(fragment.removeprefix("#"), keep_blank_values=True)
    found = dict(pairs)
    if "assignment" not in found:
        raise Fault("this is no link of an assignment: it has no part “assignment=1”")
    if found["assignment"] != str(FORMAT):
        raise Fault(newer(found["assignment"]))
    assigned = [value.partition(":") for name, value in pairs if name == "exercise"]
    table: dict[str, Any] = {"title": found.get("title", ""), "exercises": [name for name, _, _ in assigned]}
    table["instructions"] = found.get("instructions", "")
    for name in ("ask", "reveal"):
        if name in found:
            table[name] = [word for word in found[name].split(",") if word]
    try:
        points = {name.partition("@")[0]: _count(number, "points") for name, _, number in assigned if number}
        if "due" in found:
            table["due"] = _moment(found["due"])
        percent, _, days = found.get("late", "").partition(",")
        late = Late(_count(percent, "late"), _count(days, "late")) if percent else None
        return _assignment(table, points, late)
    except _Wrong as wrong:
        raise Fault(f"{wrong.message}; was the link cut?") from None


def newer(found: object) -> str:
    """What to say about a format that is not ours."""
    return f"has the format {found}, expected {FORMAT}; a newer Flaskroom has made it"


class _Wrong(Exception):
    def __init__(self, key: str, message: str) -> None:
        self.key = key
        self.message = message


def _assignment(table: Mapping[str, Any], points: Mapping[str, int], late: Late | None) -> Assignment:
    if not table["title"].strip():
        raise _Wrong("title", "the title is empty, expected words")
    names = [str(item).partition("@")[0] for item in table["exercises"]]
    if not names:
        raise _Wrong("exercises", "there is no exercise, expected at least one")
    for name in names:
        if names.count(name) > 1:
            raise _Wrong("exercises", f'"{name}" comes twice')
        if len(name.split("/")) != 3:
            raise _Wrong("exercises", f'found the exercise "{name}", expected <track>/<lesson>/<playground>')
    for name in points:
        if name not in names:
            raise _Wrong("points", f'points for "{name}", which is not assigned{nearest(name, names)}')
    if late and late.percent > 100:
        raise _Wrong("late", f"{late.percent} percent a day, expected 1 to 100")
    due = table.get("due")
    if late and not due:
        raise _Wrong("late", "a rule for late work needs a due date")
    return Assignment(
        title=table["title"].strip(),
        exercises=tuple(
            Assigned(name, str(item).partition("@")[2], points.get(name))
            for name, item in zip(names, table["exercises"], strict=True)
        ),
        instructions=table.get("instructions", "").strip(),
        due=due,
        ask=_words(table, "ask", ASKED, ("name",)),
        reveal=_words(table, "reveal", REVEALED, REVEALED),
        late=late,
    )


def _words(table: Mapping[str, Any], key: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    for word in table.get(key, ()):
        if word not in known:
            raise _Wrong(key, f'"{key}" has "{word}", expected one of {listed(known)}{nearest(word, known)}')
    return tuple(word for word in known if word in table[key]) if key in table else default


def _pairs(assignment: Assignment) -> Iterator[tuple[str, str]]:
    yield "assignment", str(FORMAT)
    yield "title", assignment.title
    if assignment.due:
        yield "due", assignment.due.isoformat(timespec="minutes")
    yield "ask", ",".join(assignment.ask)
    yield "reveal", ",".join(assignment.reveal)
    for exercise in assignment.exercises:
        yield "exercise", str(exercise)
    if assignment.late:
        yield "late", f"{assignment.late.percent},{assignment.late.days}"
    if assignment.instructions:
        yield "instructions", assignment.instructions


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _Wrong("due", f'the due date is "{text}", expected one such as 2026-12-01T23:59+01:00') from None
    if moment.tzinfo is None:
        raise _Wrong("due", f"the due date {text} has no time zone")
    return moment


def _count(text: str, key: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 10_000:
        raise _Wrong(key, f'found "{text}", expected a number from 1 to 10000')
    return int(text)
