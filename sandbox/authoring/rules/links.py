"""Links between the pages, pictures without words, and the order of headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from urllib.parse import unquote

from sandbox.authoring.findings import Finding, Texts
from sandbox.authoring.page import Page
from sandbox.errors import nearest

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=""", re.IGNORECASE)


def links(texts: Texts, page: Page, read: Callable[[str], Page], pages: list[str]) -> Iterator[Finding]:
    """Links to pages, headings and files that are not there. Other sites are not asked.

    :param read: a page by its place.
    :param pages: places of all pages.
    """
    folder = PurePosixPath(page.where).parent
    for link in page.links:
        path, _, anchor = link.target.partition("#")
        if _ELSEWHERE.match(link.target) or path.startswith("/"):
            continue
        where = normpath(f"{folder}/{unquote(path)}") if path else page.where
        if path and not (texts.root / where).is_file():
            others = pages if where.endswith(".md") else []
            near = [relpath(page, folder) for page in get_close_matches(where, others, n=1)]
            meant = f'; did you mean "{near[0]}"?' if near else ""
            message = f'links to "{link.target}", and there is no {where}{meant}'
            yield texts.finding("dead-link", page.where, link.line, message, link.target)
        elif anchor and where.endswith(".md"):
            known = read(where).anchors
            if unquote(anchor) not in known:
                message = f'links to "{link.target}", and {where} has no heading #{anchor}{nearest(anchor, known)}'
                yield texts.finding("dead-anchor", page.where, link.line, message, link.target)


def pictures(texts: Texts, page: Page) -> Iterator[Finding]:
    """Pictures that say nothing to those who do not see them."""
    message = "the picture has no words for those who do not see it"
    for link in page.links:
        if link.image and not link.text.strip():
            yield texts.finding("no-alt", page.where, link.line, f"{message}; write ![words]({link.target})", "![")
    for line, _column, tag in page.pictures:
        if not _ALT.search(tag):
            yield texts.finding("no-alt", page.where, line, f'{message}; write alt="…" into the tag', tag)


def headings(texts: Texts, page: Page) -> Iterator[Finding]:
    """One heading of the first level, at the top, and none that leaves a level out."""
    if not page.headings:
        yield texts.finding("heading-order", page.where, 1, "the page has no heading; begin with # and its title")
    level = 0
    for line, found, text in page.headings:
        if level == 0 and found != 1:
            yield texts.finding("heading-order", page.where, line, f'"{text}" is the first heading, expected one #')
        elif level and found == 1:
            message = f'"{text}" is a second heading of the first level, expected ##'
            yield texts.finding("heading-order", page.where, line, message)
        elif level and found > level + 1:
            message = f'"{text}" has {found} #, and the heading before it {level}; expected at most {level + 1}'
            yield texts.finding("heading-order", page.where, line, message)
        level = found
