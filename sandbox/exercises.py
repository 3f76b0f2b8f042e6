"""The exercise in a playground's folder: its table in `lesson.toml`, its solution and the mistakes that people make.

A folder with `solution/` is an exercise and needs a table; one without is an example and has none. A solution or
mistake holds only the files that differ: they go over the starter's, never over each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import AuthorError
from sandbox.project import Project, read_project
from sandbox.toml_file import Key, TomlFile

_KEYS = {"points": Key("count"), "hints": Key("texts"), "mistakes": Key("table")}


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people give: files over the starter's, and words that a failing check's message must hold."""

    name: str
    promise: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Exercise:
    """`hints` are Markdown; `solution` holds only the files that differ from the starter's."""

    points: int
    hints: tuple[str, ...]
    solution: Mapping[str, str]
    mistakes: tuple[Mistake, ...]


def read_exercise(folder: Path, where: str, file: TomlFile, starter: Project) -> Exercise | None:
    """The exercise in a playground's folder; None for an example.

    :param where: how errors name the folder.
    :param file: the lesson's `lesson.toml`.
    :raises AuthorError: where table, solution and mistakes do not fit together.
    """
    keys = ("exercise", folder.name)
    if folder.name not in file.data.get("exercise", {}):
        for part in ("solution", "mistakes"):
            if (folder / part).is_dir():
                raise AuthorError(where, None, f"has {part}/, so {file.where} needs a table [{'.'.join(keys)}]")
        return None
    table = file.table(keys, _KEYS)
    if not 2 <= len(table["hints"]) <= 4:
        raise file.error((*keys, "hints"), f'"hints" has {len(table["hints"])} items, expected 2 to 4')
    if not (folder / "solution").is_dir():
        raise file.error(keys, f"[{'.'.join(keys)}] has no solution; expected the folder {where}/solution")
    return Exercise(
        points=table["points"],
        hints=tuple(table["hints"]),
        solution=_answer(folder / "solution", f"{where}/solution", starter),
        mistakes=tuple(_mistakes(folder, where, file, starter)),
    )


def _mistakes(folder: Path, where: str, file: TomlFile, starter: Project) -> list[Mistake]:
    keys = ("exercise", folder.name, "mistakes")
    parent = folder / "mistakes"
    found = sorted(path.name for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []
    if not found:
        raise file.error(keys, f"[{'.'.join(keys)}] needs at least one folder in {where}/mistakes, found none")
    promised = file.table(keys, {name: Key("text") for name in found})
    return [
        Mistake(name, promise, _answer(parent / name, f"{where}/mistakes/{name}", starter))
        for name, promise in promised.items()
    ]


def _answer(folder: Path, where: str, starter: Project) -> Mapping[str, str]:
    """The files of a solution or mistake: text, different from the starter's, and no checks."""
    answer = read_project(folder, where)
    if not answer.files and not answer.assets and not answer.checks:
        raise AuthorError(where, None, "is empty; expected the files that differ from the starter's")
    for name in (*answer.checks, *answer.assets):
        kind = "a check" if name in answer.checks else "binary"
        raise AuthorError(f"{where}/{name}", None, f"is {kind}; an answer holds only what a learner can write")
    for name, text in answer.files.items():
        if starter.files.get(name) == text:
            raise AuthorError(f"{where}/{name}", None, "is the same as the starter's; leave it out")
    return answer.files
