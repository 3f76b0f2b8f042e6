"""Code that a page quotes: by PyMdown Snippets, whose file and lines must be there, or typed a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.authoring.findings import Finding, Texts
from sandbox.authoring.page import Listing, Page
from sandbox.authoring.rules.unused import quotable
from sandbox.errors import nearest

_SNIPPET = re.compile(r"""\s*-+8<-+\s+["'](?P<file>[^"':]+)(?P<part>:[^"']*)?["']\s*""")
_LINES = re.compile(r":(\d*)(?::(\d*))?")
#: So many lines in a row are no coincidence.
COPIED = 3


def snippets(texts: Texts, page: Page) -> Iterator[Finding]:
    """Snippets whose file, section or lines are not there."""
    for number, line in enumerate(page.lines, 1):
        if not (match := _SNIPPET.fullmatch(line)):
            continue
        name, where = match["file"], f"lessons/{match['file']}"
        lines = texts.lines(where)
        if not lines:
            lesson = "/".join(name.split("/")[:2])
            known = [known.removeprefix("lessons/") for known in quotable(texts, lesson)]
            message = f'quotes "{name}", which is no file of lessons/{nearest(name, known)}'
            yield texts.finding("dead-snippet", page.where, number, message, name)
        elif fault := _part(match["part"] or "", lines):
            yield texts.finding("dead-snippet", page.where, number, f"quotes {name}, {fault}", match["part"])


def _part(part: str, lines: list[str]) -> str | None:
    if not part:
        return None
    if span := _LINES.fullmatch(part):
        count = len(lines) - (lines[-1] == "")
        last = max(int(number) for number in (span[1], span[2], "0") if number)
        return f"which has {count} lines and no line {last}" if last > count else None
    section = part[1:]
    mark = re.compile(rf"-+8<-+\s+\[\s*start\s*:\s*{re.escape(section)}\s*\]", re.IGNORECASE)
    return None if any(mark.search(line) for line in lines) else f'which has no section "{section}"'


def retyped(texts: Texts, page: Page, lesson_id: str) -> Iterator[Finding]:
    """Listings whose lines stand in one of the lesson's files."""
    sources = {where: [line.strip() for line in texts.lines(where)] for where in quotable(texts, lesson_id)}
    for listing in page.listings:
        lines = [line.strip() for line in listing.lines]
        while lines and not lines[-1]:
            lines.pop()
        if sum(bool(line) for line in lines) < COPIED or listing.language in ("playground", "quiz", "console", "text"):
            continue
        if found := next(((where, at) for where, source in sources.items() if (at := _find(lines, source))), None):
            yield _retyped(texts, page, listing, len(lines), *found)


def _find(lines: list[str], source: list[str]) -> int:
    """First line of the place where `lines` stand in `source`, from 1; 0 for none."""
    places = range(len(source) - len(lines) + 1)
    return next((place + 1 for place in places if source[place : place + len(lines)] == lines), 0)


def _retyped(texts: Texts, page: Page, listing: Listing, count: int, where: str, first: int) -> Finding:
    snippet = f'--8<-- "{where.removeprefix("lessons/")}:{first}:{first + count - 1}"'
    message = f"this code stands in {where} already; quote it, so that it stays true: {snippet}"
    return texts.finding("retyped-code", page.where, listing.line + 1, message)
