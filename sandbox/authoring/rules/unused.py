"""Templates and static files that nothing in their project names.

A name that a program puts together is not seen: only a file whose whole name, or name without its folder, stands
nowhere is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authoring.findings import Finding, Texts
from sandbox.authoring.rules.code import files
from sandbox.exercises import ANSWERS
from sandbox.lessons import folders
from sandbox.project import is_check


def unused_files(texts: Texts, lesson_id: str) -> Iterator[Finding]:
    """Over all answers together: what the solution alone names is used."""
    lesson = f"lessons/{lesson_id}"
    for name in folders(texts.root / lesson):
        found = list(files(texts.root, f"{lesson}/{name}"))
        for where in found:
            parts = where.removeprefix(f"{lesson}/{name}/").split("/")
            kind = next((part for part in parts[:-1] if part in ("templates", "static")), None)
            if not kind or parts[0] in ANSWERS:
                continue
            others = [line for other in found if other != where for line in texts.lines(other)]
            if not any(parts[-1] in line for line in others):
                message = f"is named by no file of {lesson}/{name}; remove it, or use it"
                yield texts.finding("unused-file", where, None, message)


def quotable(texts: Texts, lesson_id: str) -> Iterator[str]:
    """Files of a lesson whose code a page quotes: neither checks nor requests."""
    found = files(texts.root, f"lessons/{lesson_id}")
    yield from (where for where in found if not is_check(where) and not where.endswith((".http", ".toml")))
