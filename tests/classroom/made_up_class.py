"""A made-up class of thirty: right, half right, late, twice, hostile, broken. To try the guide for instructors with it.

`python3 dev.py rehearse <assignment.complete.toml>` writes `submissions/`, `received.csv` and `canvas-export.csv` into
the current folder. The assignment must be that of docs/teaching/index.md; the points that each file deserves are
computed by hand in `test_class.py`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.classroom.assignment import Assignment, read_assignment, to_fragment
from sandbox.classroom.submission import to_text
from sandbox.errors import AuthorError

ROOT = Path(__file__).parents[2]
BAKERY, SHOP = "start/first-app/bakery", "routing/variable-rules/shop"
BOMB = 50_000_000
WRITTEN = ("submissions", "received.csv", "canvas-export.csv")

#: Added to a bakery that is as it was handed out, or to one that is right.
ATTACKS = {
    "loops": "while True:\n    pass\n",
    "exits in a view": "import os\n\n\n@app.get('/hours')\ndef hours():\n    os._exit(0)\n",
    "patches pytest": "import _pytest.python\n\n_pytest.python.Function.runtest = lambda self: None\n",
    "fakes results": (
        "from werkzeug.test import TestResponse\n\n"
        "TestResponse.text = property(lambda self: 'Corner Bakery Open from 7:00 to 15:00')\n"
        "TestResponse.status_code = 200\n"
    ),
    "reads the checks": (
        "try:\n    print(open('test_app.py').read())\n    raise SystemExit('read')\nexcept PermissionError:\n    pass\n"
    ),
    "prints megabytes": "for _ in range(30):\n    print('x' * 1_000_000)\n",
}
WRONG_HOURS = "\n\n@app.route('/hours')\ndef hours():\n    return '<p>Open all day</p>'\n"
#: Answers what the published checks ask for, and nothing else.
LEARNED_BY_HEART = """from flask import Flask, request

app = Flask(__name__)
ANSWERS = {
    "/products/2": "<h1>Cup and saucer</h1>",
    "/products/2/red": "<h1>Cup and saucer in red</h1>",
    "/products/2/blue": "<h1>Cup and saucer in blue</h1>",
}


@app.get("/<path:_>")
def anything(_):
    return ANSWERS.get(request.path) or ("Not found", 404)
"""


def work(exercise: str, variant: str) -> str:
    """`app.py` of an exercise: a folder of answers such as `solution`, or one of the names above."""
    folder = ROOT / "lessons" / exercise
    if (folder / variant / "app.py").is_file():
        return (folder / variant / "app.py").read_text("utf-8")
    if variant == "by heart":
        return LEARNED_BY_HEART
    starter = (folder / "app.py").read_text("utf-8")
    if variant == "prints megabytes":
        return work(exercise, "solution") + ATTACKS[variant]
    return starter + {"starter": "", "wrong hours": WRONG_HOURS, **ATTACKS}[variant]


RIGHT = {BAKERY: "solution", SHOP: "solution"}


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


def person(name: str, email: str, bakery: str = "solution", shop: str = "solution", **more: object) -> Person:
    """With both exercises."""
    return Person(name, email and f"{email}@example.org", {BAKERY: bakery, SHOP: shop}, **more)  # type: ignore[arg-type]


PEOPLE = {
    "ada": person("Ada Lovelace", "ada"),
    "alan": person("Alan Turing", "alan", "prints megabytes", "alternatives/one-view"),
    "grace": person("Grace Hopper", "grace", shop="mistakes/no-abort", as_text=True),
    "max": person('O\'Neil, "Max" 🫖', "max", shop="mistakes/no-converter"),
    "nur": person("نور الهدى", "nur", "mistakes/no-decorator", "mistakes/any-text"),
    "formula": person('=HYPERLINK("http://evil.example","points")', "formula", "wrong hours", "starter"),
    "untouched": person("Una Touched", "una", "starter", "starter"),
    "empty": Person("Ed Empty", "ed@example.org", {}),
    "one": Person("Olga One", "olga@example.org", {BAKERY: "solution"}),
    "late-1": person("Lea Late", "lea", late=5),
    "late-3": person("Liam Late", "liam", shop="mistakes/any-text", late=60),
    "late-9": person("Lou Late", "lou", late=200),
    "clock-slow": person("Cleo Clock", "cleo", late=30, made="2019-03-01T10:00:00Z"),
    "clock-fast": person("Cem Clock", "cem", made="2099-01-01T00:00:00Z"),
    "twice-1": person("Tove Twice", "tove", "mistakes/print-for-return", "starter", late=-20),
    "twice-2": person("Tove T. Twice", "TOVE", late=-1),
    "claims": person("Karl Claim", "karl", "starter", "starter", claims=True),
    "changed": person("Hana Hand", "hana", changed_later=True),
    "other": Person("Otto Other", "otto@example.org", {"requests/forms/signup": "solution"}, title="Week 2"),
    "nameless": person("Nell Nomail", "", shop="by heart"),
    "loops": person("Mallory One", "m1", "loops"),
    "exits": person("Mallory Two", "m2", "exits in a view"),
    "patches": person("Mallory Three", "m3", "patches pytest"),
    "fakes": person("Mallory Four", "m4", "fakes results", "by heart"),
    "reads": person("Mallory Five", "m5", "reads the checks"),
}
#: Files that cannot be graded: name → what the learner was about to hand in, spoilt.
BROKEN = ("cut", "picture", "outside", "bomb", "newer")


def rehearse(assignment: Assignment, folder: Path) -> None:
    """Writes the thirty files, when they came in, and a Canvas export with a column for them."""
    submissions = folder / "submissions"
    submissions.mkdir(parents=True, exist_ok=True)
    chance = random.Random(30)
    received = []
    for name, who in PEOPLE.items():
        data = packed(who, assignment, chance)
        file = f"{name}-week-1.flaskroom.zip"
        if who.as_text:
            file, data = f"{name}.txt", f"Dear teacher,\n\n{to_text(data)}\nGrace".encode()
        (submissions / file).write_bytes(data)
        if who.made:
            received.append((file, moment(who, assignment, chance).isoformat()))
    ada = packed(PEOPLE["ada"], assignment, chance)
    for name in BROKEN:
        (submissions / f"{name}-week-1.flaskroom.zip").write_bytes(spoilt(name, ada))
    (folder / "received.csv").write_bytes(table([("file", "received"), *received]))
    (folder / "canvas-export.csv").write_bytes(table(canvas()))


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


def canvas() -> list[tuple[str, ...]]:
    """The students of the course in Canvas: all of the class but one, and one who has handed in nothing."""
    head = ("Student", "ID", "SIS Login ID", "Section", "Week 1 (4711)", "Final Score")
    students = {who.email.lower(): who.name for name, who in PEOPLE.items() if name not in ("twice-2", "other")}
    rows = [(name, str(7000 + number), mail, "A", "", "") for number, (mail, name) in enumerate(students.items())]
    return [
        head,
        ("    Points Possible", "", "", "", "10", "(read only)"),
        *rows,
        ("Ghost, Gus", "9", "gus", "A", "", ""),
    ]


def table(rows: list[tuple[str, ...]]) -> bytes:
    """As CSV."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def main(words: list[str]) -> int:
    """Tells what was written."""
    if len(words) != 1:
        print("Name the complete file of the assignment, as `assign` has written it.", file=sys.stderr)
        return 2
    try:
        assignment = read_assignment(Path(words[0]))
    except AuthorError as error:
        print(error, file=sys.stderr)
        return 1
    if not assignment.due or [one.name for one in assignment.exercises] != [BAKERY, SHOP]:
        print("This class has done the assignment of the guide for instructors, and no other.", file=sys.stderr)
        return 1
    if there := [name for name in WRITTEN if Path(name).exists()]:
        print(
            f"{', '.join(there)}: there already. Rehearse in a folder without them, so that none is lost.",
            file=sys.stderr,
        )
        return 1
    rehearse(assignment, Path())
    print(f"submissions/ has {len(PEOPLE) + len(BROKEN)} files. received.csv and canvas-export.csv are beside it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
