"""`marks.toml`: points and comments of the instructor, which win over computed points.

A newcomer would write it anew with each grading. It is made once, with examples, and from then on belongs to the
instructor: learners who come later are not in it, and nothing in it is ever changed by a program.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox.errors import listed, nearest
from sandbox.toml_file import Key, TomlFile

#: Of a learner: beside exercises, a comment on the whole.
COMMENT = "comment"
_INTRODUCTION = """\
# Points and comments of your own. They win over computed points, and no grading changes this file.
# A table a learner, by the key in results.json; in it a table an exercise. All of it may be left out:
#
# ["ada@example.org"]
# comment = "See me after class."
#
# ["ada@example.org"."{exercise}"]
# points = 4.5        # instead of the computed ones; lateness still counts
# comment = "Right in all but name."
#
# Learners of this grading:
{learners}"""


class Marks:
    """What `marks.toml` says; empty where there is no such file.

    :raises AuthorError: for a learner or exercise that is unknown, or a value that is no number or text.
    """

    def __init__(self, path: Path, learners: Iterable[str], exercises: Iterable[str]) -> None:
        self._data: dict[str, Any] = {}
        if not path.is_file():
            return
        file = TomlFile(path, path.name)
        known, names = list(learners), list(exercises)
        for learner, table in file.data.items():
            if learner not in known:
                raise file.error((learner,), f'"{learner}" has handed in nothing{nearest(learner, known)}')
            if not isinstance(table, dict):
                raise file.error((learner,), f'"{learner}" is no table')
            for name, mark in table.items():
                if name == COMMENT:
                    file.table((learner,), {COMMENT: Key("text"), **dict.fromkeys(names, Key("table", required=False))})
                    continue
                if name not in names:
                    message = f'"{name}" is not assigned, expected one of {listed(names)}{nearest(name, names)}'
                    raise file.error((learner, name), message)
                if not isinstance(mark, dict) or set(mark) - {"points", COMMENT}:
                    raise file.error((learner, name), f'"{name}" must be a table with points, comment or both')
                points, comment = mark.get("points", 0), mark.get(COMMENT, "")
                if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= 10_000:
                    raise file.error((learner, name, "points"), f"points are {points!r}, expected a number from 0 on")
                if not isinstance(comment, str):
                    raise file.error((learner, name, COMMENT), "the comment is no string")
        self._data = file.data

    def points(self, learner: str, exercise: str) -> float | None:
        """None where the instructor gave none."""
        points = self._data.get(learner, {}).get(exercise, {}).get("points")
        return None if points is None else float(points)

    def comment(self, learner: str, exercise: str | None = None) -> str:
        """On an exercise, or on the whole."""
        table = self._data.get(learner, {})
        return str((table.get(exercise, {}) if exercise else table).get(COMMENT, "")).strip()


def write_once(path: Path, learners: Iterable[str], exercise: str) -> None:
    """Makes the file with commented examples, unless there is one."""
    if not path.exists():
        # TOML knows no control characters, in comments neither.
        shown = ("".join(letter if letter.isprintable() else "?" for letter in learner) for learner in learners)
        names = "\n".join(f"#   {learner}" for learner in shown)
        path.write_text(_INTRODUCTION.format(exercise=exercise, learners=names) + "\n", "utf-8")
