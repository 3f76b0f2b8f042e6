"""Reads the folder of one Flask project: what the learner edits, what is binary, and which files are checks.

Lines that only mark a section for PyMdown Snippets (`# --8<-- [start:view]`) are left out, so what the learner sees and
runs has no marks in it; line numbers in the page can therefore differ from those in the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import AuthorError

#: What tools and running apps leave behind; never part of a project.
LEFT_BEHIND = frozenset({"__pycache__", "instance", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".DS_Store"})
_MARK = re.compile(r"^.*-+8<-+[ \t]+\[[ \t]*(?:start|end)[ \t]*:[^\]\n]*\].*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Project:
    """Name → content; names are relative to the project and use `/`. `files` stand in the order of their tabs."""

    files: Mapping[str, str]
    assets: Mapping[str, bytes]
    checks: Mapping[str, str]


def read_project(folder: Path, where: str, skip: Collection[str] = ()) -> Project:
    """Reads a folder.

    :param where: how errors name the folder.
    :param skip: names in the folder itself that are not part of the project.
    :raises AuthorError: for a file outside `static/` that is not UTF-8 text.
    """
    files: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    for name in sorted(_names(folder, skip), key=_tab_order):
        content = (folder / name).read_bytes()
        try:
            files[name] = _MARK.sub("", _text(content))
        except UnicodeDecodeError:
            if not name.startswith("static/") and "/static/" not in name:
                message = "is not UTF-8 text; binary files are allowed below static/ only"
                raise AuthorError(f"{where}/{name}", None, message, "not-text") from None
            assets[name] = content
    checks = {name: files.pop(name) for name in list(files) if is_check(name)}
    return Project(files, assets, checks)


def is_check(name: str) -> bool:
    """True for what pytest reads and the learner does not edit: `test_*.py` and `conftest.py`."""
    base = name.rpartition("/")[2]
    return base == "conftest.py" or (base.startswith("test_") and base.endswith(".py"))


def _text(content: bytes) -> str:
    text = content.decode("utf-8")
    if "\0" in text:  # some binary formats are valid UTF-8 by chance
        raise UnicodeDecodeError("utf-8", content, 0, 1, "holds a NUL")
    return text.replace("\r\n", "\n")


def _names(folder: Path, skip: Collection[str]) -> list[str]:
    names: list[str] = []
    for parent, folders, found in os.walk(folder):
        base = Path(parent).relative_to(folder)
        left_out = LEFT_BEHIND.union(skip) if base == Path() else LEFT_BEHIND
        folders[:] = [name for name in folders if name not in left_out]
        names += [(base / name).as_posix() for name in found if name not in left_out and not name.endswith(".pyc")]
    return names


def _tab_order(name: str) -> tuple[int, int, str]:
    """`app.py`, other Python, templates, static files, the rest; in each the upper folders first."""
    if name == "app.py":
        group = 0
    elif name.endswith(".py"):
        group = 1
    elif "templates/" in name:
        group = 2
    else:
        group = 3 if "static/" in name else 4
    return group, name.count("/"), name
