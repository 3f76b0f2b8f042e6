"""Finds our fences in the Markdown of `docs/`, each with its page and line.

A fence's formatter is told neither, so the pages are read here as well, by the rules of PyMdown SuperFences: a fence
ends at the same run of characters with the same indentation, and a fence quoted inside a longer one is text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sandbox.errors import AuthorError, Fault, nearest

#: Fences about the curriculum, which have no options and stand on one page each.
COURSE = ("assign", "assignment", "grade", "learning-path", "map", "progress", "teaching", "track")
LANGUAGES = ("playground", "quiz", "predict", "arrange", *COURSE)
_OPENING = re.compile(r"(?P<prefix>[> ]*)(?P<run>`{3,}|~{3,})[ ]*(?P<info>.*?)[ ]*")
_LANGUAGE = re.compile(r"\.?([\w#.+-]+)(?=\s|$)(.*)")
_OPTION = re.compile(r"""([A-Za-z]\w*)=(?:"([^"]*)"|'([^']*)')(?:\s+|$)""")


@dataclass(frozen=True)
class Fence:
    """One fence as written: `page` is relative to the project, `line` counts from 1, `options` follow the language."""

    page: str
    line: int
    language: str
    options: str
    body: str

    def error(self, fault: Fault) -> AuthorError:
        """A fault in the body (it has a line) or in the fence as a whole (it has none), with its place."""
        return AuthorError(self.page, self.line + (fault.line or 0), fault.message, fault.code)


def fences(root: Path) -> Iterator[Fence]:
    """The fences of all pages below `root/docs`, in order of pages; pages that did not change are not read again.

    :raises AuthorError: as `scan` does.
    """
    for parent, folders, names in os.walk(root / "docs"):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if name.endswith(".md")):
            path = Path(parent, name)
            stat = path.stat()
            yield from _read(path, path.relative_to(root).as_posix(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4096)
def _read(path: Path, page: str, _modified: int, _size: int) -> tuple[Fence, ...]:
    try:
        return tuple(scan(path.read_text("utf-8-sig"), page))
    except UnicodeDecodeError:
        raise AuthorError(page, None, "is not UTF-8 text") from None


def scan(text: str, page: str) -> Iterator[Fence]:
    """The fences of one page.

    :raises AuthorError: for a fence of ours that is never closed, or a misspelt one.
    """
    opened: tuple[int, re.Match[str]] | None = None
    body: list[str] = []
    for number, line in enumerate(text.expandtabs(4).split("\n"), 1):
        if opened is None:
            if (start := _OPENING.fullmatch(line)) and "`" not in start["info"]:
                opened, body = (number, start), []
            continue
        begun, start = opened
        inside, content = _cut(line, len(start["prefix"]))
        if content and len(inside) < len(start["prefix"]):
            _refuse_open(page, begun, start["info"], f"; line {number} is indented less than the fence")
            opened = None
        elif content == start["run"]:
            yield from _fence(page, begun, start["info"], "\n".join(body))
            opened = None
        else:
            body.append(content)
    if opened:
        _refuse_open(page, opened[0], opened[1]["info"], "")


def parse_header(options: str) -> dict[str, str]:
    """`path="/x" run="flask run"` as a mapping. Raises `Fault` for anything else and for an option that comes twice."""
    found: dict[str, str] = {}
    rest = options.strip()
    while rest:
        option = _OPTION.match(rest)
        if not option:
            raise Fault(f'found {rest}, expected options such as path="/greet/Ada", each with quotes and no braces')
        if option[1] in found:
            raise Fault(f'option "{option[1]}" comes twice')
        found[option[1]] = option[2] if option[2] is not None else option[3]
        rest = rest[option.end() :]
    return found


def _cut(line: str, width: int) -> tuple[str, str]:
    """Splits off up to `width` characters of indentation and quotation marks."""
    length = 0
    while length < min(width, len(line)) and line[length] in "> ":
        length += 1
    return line[:length], line[length:].rstrip()


def _language(info: str) -> tuple[str, str] | None:
    """The fence's language if it is one of ours, and what follows it."""
    if braces := re.match(rf"\{{\s*\.({'|'.join(LANGUAGES)})\b(.*)", info):
        return braces[1], "{" + braces[2]
    word = _LANGUAGE.match(info)
    return (word[1], word[2]) if word and word[1] in LANGUAGES else None


def _fence(page: str, line: int, info: str, body: str) -> Iterator[Fence]:
    if ours := _language(info):
        yield Fence(page, line, *ours, body)
    elif (word := _LANGUAGE.match(info)) and (hint := _meant(word[1])):
        raise AuthorError(page, line, f'found the fence "{word[1]}"{hint}')


@lru_cache(maxsize=256)
def _meant(word: str) -> str:
    """As `nearest`, for the few languages that all pages use."""
    return nearest(word, LANGUAGES)


def _refuse_open(page: str, line: int, info: str, why: str) -> None:
    if ours := _language(info):
        raise AuthorError(page, line, f'the fence "{ours[0]}" is never closed{why}')
