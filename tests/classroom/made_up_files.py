"""The files of the made-up class, as the page would make them, and as accidents and ill will change them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sandbox.classroom.assignment import Assignment, to_fragment
from tests.classroom.made_up_works import BAKERY, work

BOMB = 50_000_000
#: Files that cannot be graded: what somebody was about to hand in, spoilt.
BROKEN = ("cut", "picture", "outside", "bomb", "newer")


@dataclass(frozen=True)
class Person:
    """Who hands in what.

    `late` is in hours after the due date, or before it; `made` stands in the file in place of the true moment.
    """

    name: str
    email: str
    works: Mapping[str, str]
    late: float = 0
    made: str = ""
    as_text: bool = False
    claims: bool = False
    title: str = ""
    changed_later: bool = False


def packed(who: Person, assignment: Assignment, chance: random.Random) -> bytes:
    """The file that the page would make."""
    fragment = to_fragment(assignment)
    editions = {one.name: one.edition for one in assignment.exercises}
    if who.title:
        fragment = fragment.replace("title=Week%201", f"title={who.title.replace(' ', '%20')}")
    exercises, entries = [], {}
    for name, variant in who.works.items():
        text = work(name, variant)
        entries[f"exercises/{name}/app.py"] = text
        exercises.append(
            {
                "name": name,
                "edition": editions.get(name, "0" * 12),
                "files": {"app.py": hashlib.sha256(text.encode()).hexdigest()},
                "seconds": chance.randrange(60, 3600),
                **({"results": [{"label": "Everything.", "outcome": "passed"}]} if who.claims else {}),
            }
        )
    if who.changed_later:
        entries[f"exercises/{BAKERY}/app.py"] += "# Mended with another editor.\n"
    given = who.made or moment(who, assignment, chance).isoformat()
    manifest = {
        "format": 1,
        "kind": "flaskroom-submission",
        "assignment": fragment,
        "learner": {"name": who.name, **({"email": who.email} if who.email else {})},
        "made": given,
        "exercises": exercises,
    }
    return zipped({"manifest.json": json.dumps(manifest), "README.txt": f"Handed in by {who.name}\n", **entries})


def moment(who: Person, assignment: Assignment, chance: random.Random) -> datetime:
    """When it was handed in: some hours before the due date, or as late as it is."""
    assert assignment.due
    early = timedelta(hours=who.late) if who.late else -timedelta(minutes=chance.randrange(60, 4000))
    return (assignment.due + early).astimezone(UTC)


def spoilt(how: str, honest: bytes) -> bytes:
    """A file that cannot be graded."""
    if how == "cut":
        return honest[: len(honest) // 2]
    if how == "picture":
        return b"\x89PNG\r\n\x1a\n" + bytes(2000)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    if how == "outside":
        entries["../../outside.txt"] = "This file is above the folder."
    elif how == "bomb":
        entries["zeros"] = bytes(BOMB)
    else:
        entries["manifest.json"] = json.dumps({**json.loads(entries["manifest.json"]), "format": 2})
    return zipped(entries)


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def table(rows: list[tuple[str, ...]]) -> bytes:
    """As CSV."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()
