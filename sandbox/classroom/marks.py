"""`marks.toml`: points and comments of the instructor, which win over computed points.

A newcomer would write it anew with each grading. It is made once, with examples, and from then on belongs to the
instructor: learners who come later are not in it, and the command changes nothing in it. The page, where points and
comments are typed, hands out a file of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox.errors import Fault, listed, nearest
from sandbox.toml_file import Key, TomlFile

#: Of a learner: beside exercises, a comment on the whole.
COMMENT = "comment"
#: Points.
MOST = 10_000
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
    """What `marks.toml` says, and what is changed here; empty where there is no such file.

    :param learners: all that there are; None where those of another time may be among them.
    :raises AuthorError: for a learner or exercise that is unknown, or a value that is no number or text.
    """

    def __init__(self, path: Path | None, learners: Iterable[str] | None, exercises: Iterable[str]) -> None:
        self._data: dict[str, Any] = {}
        if not path or not path.is_file():
            return
        file = TomlFile(path, path.name)
        known, names = None if learners is None else list(learners), list(exercises)
        for learner, table in file.data.items():
            if known is not None and learner not in known:
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
                if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= MOST:
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

    def change(self, learner: str, exercise: str | None, points: float | None, comment: str) -> None:
        """Gives points and a comment to an exercise, or a comment to the whole; nothing where both are empty.

        :raises Fault: for points that cannot be.
        """
        if points is not None and not 0 <= points <= MOST:
            raise Fault(f"points are {points:g}, expected a number from 0 to {MOST:,}")
        table = dict(self._data.get(learner, {}))
        mark: Any = comment.strip()
        if exercise:
            given = {"points": points, COMMENT: mark}
            mark = {name: value for name, value in given.items() if value not in (None, "")}
        table[exercise or COMMENT] = mark
        table = {name: value for name, value in table.items() if value not in ("", {})}
        self._data = {**self._data, learner: table}
        if not table:
            del self._data[learner]

    def to_toml(self) -> str:
        """The file that says the same."""
        lines = ["# Points and comments by hand, for the grading by the page or by the command."]
        for learner, table in self._data.items():
            lines += [f"\n[{toml_text(learner)}]"]
            lines += [f"{COMMENT} = {toml_text(table[COMMENT])}"] if COMMENT in table else []
            for name, mark in table.items():
                if name != COMMENT:
                    lines += [f"\n[{toml_text(learner)}.{toml_text(name)}]"]
                    lines += [f"points = {mark['points']:g}"] if "points" in mark else []
                    lines += [f"{COMMENT} = {toml_text(mark[COMMENT])}"] if COMMENT in mark else []
        return "\n".join(lines) + "\n"


def write_once(path: Path, learners: Iterable[str], exercise: str) -> None:
    """Makes the file with commented examples, unless there is one."""
    if not path.exists():
        # TOML knows no control characters, in comments neither.
        shown = ("".join(letter if letter.isprintable() else "?" for letter in learner) for learner in learners)
        names = "\n".join(f"#   {learner}" for learner in shown)
        path.write_text(_INTRODUCTION.format(exercise=exercise, learners=names) + "\n", "utf-8")


def toml_text(text: str) -> str:
    """JSON's strings are TOML's but for one letter, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
