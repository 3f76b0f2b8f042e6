"""The comparison of a failing `assert` as data: what the check expected, and what it got.

pytest hands both values to a hook while it words the failure. A newcomer would take the left one for the expected one:
by custom it is the right one, unless only the left one is written out in the check.
"""

from __future__ import annotations

import ast
import reprlib
import sys
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

from sandbox.bridge.problems import relative

Plain = dict[str, Any]
#: Characters of a text, and of a value that still fits in one line.
MOST, LINE = 20_000, 60
#: What an operator says about the value on its right.
WANTED = {
    "==": "Expected",
    "is": "Expected",
    "!=": "Expected anything but",
    "is not": "Expected anything but",
    "<": "Expected less than",
    "<=": "Expected at most",
    ">": "Expected more than",
    ">=": "Expected at least",
    "in": "Expected one of",
    "not in": "Expected none of",
}
#: The same for the value on its left.
MIRRORED = {
    **WANTED,
    "<": "Expected more than",
    "<=": "Expected at least",
    ">": "Expected less than",
    ">=": "Expected at most",
    "in": "Expected to contain",
    "not in": "Expected not to contain",
}


class Comparisons:
    """`root` is the project's folder. It keeps the comparisons of one check, until `clear`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._noted: list[tuple[CodeType, int, str, object, object]] = []
        self._asserts: dict[str, dict[int, ast.Assert]] = {}

    def clear(self) -> None:
        self._noted.clear()

    def note(self, op: str, left: object, right: object) -> None:
        """Called by pytest while an assertion fails; whoever catches that failure hides it from `of`."""
        frame = sys._getframe(1)
        while frame.f_back and relative(frame.f_code.co_filename, self._root) is None:
            frame = frame.f_back
        self._noted.append((frame.f_code, frame.f_lineno, op, left, right))

    def of(self, error: BaseException) -> Plain | None:
        """The Comparison (`web/protocol.ts`) that failed with `error`; None where the assertion is anything else."""
        trace = error.__traceback__
        if not isinstance(error, AssertionError) or trace is None:
            return None
        while trace.tb_next:
            trace = trace.tb_next
        noted = [entry for entry in self._noted if entry[:2] == (trace.tb_frame.f_code, trace.tb_lineno)]
        written = self._written(trace)
        if len(noted) != 1 or written is None:
            return None
        _, _, op, left, right = noted[0]
        return _comparison(op, left, right, written)

    def _written(self, trace: TracebackType) -> ast.Compare | None:
        """The comparison as it stands in the check, where it is all that is asserted: `not a == b` is another thing."""
        name = trace.tb_frame.f_code.co_filename
        if name not in self._asserts:
            self._asserts[name] = _asserts(Path(name))
        found = self._asserts[name].get(trace.tb_lineno)
        test = found.test if found else None
        return test if isinstance(test, ast.Compare) and len(test.ops) == 1 else None


def _asserts(path: Path) -> dict[int, ast.Assert]:
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError):  # a check may have removed it
        return {}
    return {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.Assert)}


def _comparison(op: str, left: object, right: object, written: ast.Compare) -> Plain:
    left_written, right_written = _is_literal(written.left), _is_literal(written.comparators[0])
    is_left = not right_written if op in ("in", "not in") else left_written and not right_written
    expected, received = (left, right) if is_left else (right, left)
    asked = written.comparators[0] if is_left else written.left
    source = "" if _is_literal(asked) else ast.unparse(asked)
    lines = _in_lines(expected, received)
    return {
        "wanted": (MIRRORED if is_left else WANTED)[op],
        "expected": _shown(expected, lines),
        "received": _shown(received, lines),
        "of": source if len(source) <= LINE else "",
        "lines": lines,
        "alike": op in ("==", "is"),
    }


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


def _in_lines(*values: object) -> bool:
    """Whether they are texts that read better as they are than in quotation marks."""
    texts = [text for text in map(_text, values) if text is not None]
    return len(texts) == len(values) and any(len(text) > LINE or "\n" in text.rstrip("\n") for text in texts)


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return str.__getitem__(value, slice(MOST + 1))  # Markup and the like have their own ways
    if isinstance(value, bytes):
        try:
            return value[:MOST].decode()
        except UnicodeDecodeError:
            return None
    return None


def _shown(value: object, as_text: bool) -> str:
    if as_text and (text := _text(value)) is not None:
        return text if len(text) <= MOST else f"{text[:MOST]}…"
    short = _words(None).repr(value)
    return short if len(short) <= LINE else _words(2).repr(value)


def _words(indent: int | None) -> reprlib.Repr:
    """Writes a value with bounds, sorted where order means nothing. Python 3.11 knows no indent."""
    words = reprlib.Repr()
    words.maxlevel, words.maxstring, words.maxlong, words.maxother = 8, 2000, 200, 2000
    words.maxdict = words.maxlist = words.maxtuple = words.maxset = words.maxfrozenset = words.maxdeque = 200
    setattr(words, "indent", indent)  # noqa: B010 -- mypy reads the stubs of 3.11
    return words
