"""A made-up class of thirty: right, half right, late, twice, hostile, broken. To try the guide for instructors with it.

`python3 dev.py rehearse <assignment.complete.toml>` writes `submissions/`, `received.csv` and `canvas-export.csv` into
the current folder. The assignment must be that of docs/teaching/index.md; the points that each file deserves are
computed by hand in `test_class.py`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from sandbox.classroom.assignment import Assignment, read_assignment
from sandbox.classroom.submission import to_text
from sandbox.errors import AuthorError
from tests.classroom.made_up_files import BROKEN, Person, moment, packed, spoilt, table
from tests.classroom.made_up_works import BAKERY, SHOP

WRITTEN = ("submissions", "received.csv", "canvas-export.csv")


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
