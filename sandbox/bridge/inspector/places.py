"""Where a function is written, for people: its name, file and line."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from sandbox.bridge.problems import relative

Plain = dict[str, Any]
Function = Callable[..., Any]


def code_of(function: object) -> CodeType | None:
    """The code that a call of `function` runs first, or None where that is not Python."""
    for _ in range(10):  # partial objects, methods and objects with `__call__` lead to a function
        if isinstance(code := getattr(function, "__code__", None), CodeType):
            return code
        if isinstance(function, type):
            return None
        function = getattr(function, "func", None) or vars(type(function)).get("__call__")
    return None


def undecorated(function: object) -> object:
    """What a decorator made with `functools.wraps` has wrapped."""
    for _ in range(50):
        if (inner := getattr(function, "__wrapped__", None)) is None:
            break
        function = inner
    return function


def place_of(function: object, root: Path) -> Plain:
    """Name, file and line of a function; `own` is true for a file of the project, the only ones that can be shown."""
    inner = undecorated(function)
    code = code_of(inner)
    name = str(getattr(inner, "__qualname__", None) or type(inner).__name__).replace("<locals>.", "")
    return {"name": name, **place_of_code(code, root)}


def place_of_code(code: CodeType | None, root: Path) -> Plain:
    """File and line where the code begins."""
    return place_in(code.co_filename, code.co_firstlineno, root) if code else {"file": "", "line": 0, "own": False}


def place_in(filename: str, line: int, root: Path) -> Plain:
    """A place as the page shows it; of a file that is not the project's, package and module are enough."""
    file, own = _named(filename, root)
    return {"file": file, "line": line, "own": own}


@lru_cache(maxsize=500)  # paths are slow, and the same few come with every request
def _named(filename: str, root: Path) -> tuple[str, bool]:
    inside = relative(filename, root)
    return inside or "/".join(Path(filename).parts[-2:]), inside is not None
