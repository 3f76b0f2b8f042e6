"""Reads the folder of one Flask project: what the learner edits, what is binary, and which files are checks.

Lines that only mark a section for PyMdown Snippets (`# --8<-- [start:view]`) are left out, so what the learner sees and
runs has no marks in it; line numbers in the page can therefore differ from those in the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
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
    for name, path in sorted(_files(str(folder), LEFT_BEHIND.union(skip)), key=_tab_order):
        with open(path, "rb") as file:  # noqa: PTH123  # a course has thousands of files, and a `Path` of each takes longer
            content = file.read()
        try:
            files[name] = _text(content)
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
    text = text.replace("\r\n", "\n")
    return _MARK.sub("", text) if "8<" in text else text


def _files(folder: str, left_out: Collection[str], above: str = "") -> Iterator[tuple[str, str]]:
    """Name and path of each file. `above` is what the names begin with."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in left_out or entry.name.endswith(".pyc"):
                continue
            if not entry.is_dir():
                yield above + entry.name, entry.path
            elif not entry.is_symlink():  # which may lead in a circle
                yield from _files(entry.path, LEFT_BEHIND, f"{above}{entry.name}/")


def _tab_order(file: tuple[str, str]) -> tuple[int, int, str]:
    """`app.py`, other Python, templates, static files, the rest; in each the upper folders first."""
    name, _path = file
    if name == "app.py":
        group = 0
    elif name.endswith(".py"):
        group = 1
    elif "templates/" in name:
        group = 2
    else:
        group = 3 if "static/" in name else 4
    return group, name.count("/"), name
