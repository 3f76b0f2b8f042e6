"""The exercise in a playground's folder: its table in `lesson.toml`, its solution, other right answers, and mistakes.

A folder with `solution/` is an exercise and needs a table; one without is an example and has none. An answer holds
only the files that differ: they go over the starter's, never over each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import AuthorError
from sandbox.project import Project, read_project
from sandbox.toml_file import Key, TomlFile

EXERCISE_KEYS = {"points": Key("count"), "hints": Key("texts"), "mistakes": Key("table")}
MISTAKE_KEYS = {"says": Key("text"), "because": Key("text")}
#: Folders of a playground that hold answers.
ANSWERS = ("solution", "alternatives", "mistakes")


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people give: files over the starter's.

    A failing check's message must hold the words of `says`, by which the page knows the mistake; `because` (Markdown)
    explains it to the learner.
    """

    name: str
    says: str
    because: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Exercise:
    """`hints` are Markdown; `solution` and each of `alternatives`, other right answers, hold only files that differ."""

    points: int
    hints: tuple[str, ...]
    solution: Mapping[str, str]
    alternatives: Mapping[str, Mapping[str, str]]
    mistakes: tuple[Mistake, ...]


def read_exercise(folder: Path, where: str, file: TomlFile, starter: Project) -> Exercise | None:
    """The exercise in a playground's folder; None for an example.

    :param where: how errors name the folder.
    :param file: the lesson's `lesson.toml`.
    :raises AuthorError: where table, solution and mistakes do not fit together.
    """
    keys = ("exercise", folder.name)
    if folder.name not in file.data.get("exercise", {}):
        for part in ANSWERS:
            if (folder / part).is_dir():
                message = f"has {part}/, so {file.where} needs a table [{'.'.join(keys)}]"
                raise AuthorError(where, None, message, "exercise-parts")
        return None
    table = file.table(keys, EXERCISE_KEYS)
    if not 2 <= len(table["hints"]) <= 4:
        message = f'"hints" has {len(table["hints"])} items, expected 2 to 4'
        raise file.error((*keys, "hints"), message, "number-of-hints")
    if not (folder / "solution").is_dir():
        message = f"[{'.'.join(keys)}] has no solution; expected the folder {where}/solution"
        raise file.error(keys, message, "exercise-parts")
    return Exercise(
        points=table["points"],
        hints=tuple(table["hints"]),
        solution=read_answer(folder / "solution", f"{where}/solution", starter),
        alternatives={
            name: read_answer(folder / "alternatives" / name, f"{where}/alternatives/{name}", starter)
            for name in answer_names(folder / "alternatives")
        },
        mistakes=tuple(_mistakes(folder, where, file, starter)),
    )


def _mistakes(folder: Path, where: str, file: TomlFile, starter: Project) -> list[Mistake]:
    keys = ("exercise", folder.name, "mistakes")
    parent = folder / "mistakes"
    found = answer_names(parent)
    if not found:
        message = f"[{'.'.join(keys)}] needs at least one folder in {where}/mistakes, found none"
        raise file.error(keys, message, "exercise-parts")
    mistakes = []
    for name in file.table(keys, {name: Key("table") for name in found}):
        table = file.table((*keys, name), MISTAKE_KEYS)
        files = read_answer(parent / name, f"{where}/mistakes/{name}", starter)
        mistakes.append(Mistake(name, table["says"], table["because"], files))
    return mistakes


def answer_names(parent: Path) -> list[str]:
    """Names of the folders in it, sorted; none where it is missing."""
    return sorted(path.name for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def read_answer(folder: Path, where: str, starter: Project) -> Mapping[str, str]:
    """The files of an answer: text, different from the starter's, and no checks.

    :raises AuthorError: where they are not.
    """
    answer = read_project(folder, where)
    if not answer.files and not answer.assets and not answer.checks:
        raise AuthorError(where, None, "is empty; expected the files that differ from the starter's", "answer")
    for name in (*answer.checks, *answer.assets):
        kind = "a check" if name in answer.checks else "binary"
        message = f"is {kind}; an answer holds only what a learner can write"
        raise AuthorError(f"{where}/{name}", None, message, "answer")
    for name, text in answer.files.items():
        if starter.files.get(name) == text:
            raise AuthorError(f"{where}/{name}", None, "is the same as the starter's; leave it out", "answer")
    return answer.files
