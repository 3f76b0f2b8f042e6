"""The linter: all that is wrong with some lessons, or with the whole site, as findings in order of files and lines.

It reads and never runs a lesson, so it is done within a second; whether checks, solutions and mistakes do what they
promise is for `flaskroom test`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sandbox.authoring.findings import Finding, Texts
from sandbox.authoring.page import Page
from sandbox.authoring.rules.code import code
from sandbox.authoring.rules.exercise import exercises
from sandbox.authoring.rules.fences import fences
from sandbox.authoring.rules.links import headings, links, pictures
from sandbox.authoring.rules.order import order
from sandbox.authoring.rules.prose import Spelling, avoided_words, lesson_page
from sandbox.authoring.rules.quotes import retyped, snippets
from sandbox.authoring.rules.structure import structure
from sandbox.authoring.rules.unused import unused_files
from sandbox.errors import AuthorError
from sandbox.lessons import lesson_ids
from sandbox.nav import SETTINGS, parse_nav

_ALLOWED = re.compile(r"flaskroom: allow ([a-z][a-z, -]*[a-z])")


def lint(root: Path, lessons: Iterable[str] | None = None) -> list[Finding]:
    """The findings for these lessons with their pages, or for everything.

    :param root: the folder of mkdocs.yml.
    :raises AuthorError: if there is no such lesson, or no folder of lessons at all.
    """
    return _Linter(root, lessons).findings()


class _Linter:
    def __init__(self, root: Path, lessons: Iterable[str] | None) -> None:
        self.texts = Texts(root)
        self.known = lesson_ids(root)
        self.whole = lessons is None
        self.lessons = self.known if lessons is None else sorted(set(lessons))
        docs = [path for path in (root / "docs").rglob("*.md") if not _hidden(path, root)]
        self.all_pages = sorted(path.relative_to(root).as_posix() for path in docs)
        own = [f"docs/{lesson}.md" for lesson in self.lessons]
        self.pages = self.all_pages if self.whole else [page for page in own if page in self.all_pages]
        self._read: dict[str, Page] = {}

    def findings(self) -> list[Finding]:
        spelling = Spelling(self.texts, [*self.pages, *(f"lessons/{lesson}" for lesson in self.lessons)])
        found = {*self._lessons(), *self._fences(), *self._nav(), *self._pages()}
        # A name that is unknown is misspelt, mostly; to say so once is enough.
        found |= {word for word in spelling.findings() if not any(_overlap(word, other) for other in found)}
        return sorted(finding for finding in found if not self._allowed(finding))

    def page(self, where: str) -> Page:
        if where not in self._read:
            self._read[where] = Page(where, self.texts.lines(where))
        return self._read[where]

    def _lessons(self) -> Iterator[Finding]:
        for lesson in self.lessons:
            yield from (self.texts.of(error, "folder") for error in structure(self.texts.root, lesson))
            yield from code(self.texts, lesson)
            yield from exercises(self.texts, lesson)
            yield from unused_files(self.texts, lesson)
            where = f"lessons/{lesson}/lesson.toml"
            yield from avoided_words(where, self.texts.lines(where))

    def _fences(self) -> Iterator[Finding]:
        """All pages are read, because a playground stands on one of them; one lesson's findings are kept."""
        own = tuple(f"lessons/{lesson}/" for lesson in self.lessons)
        for finding in fences(self.texts, self.all_pages):
            if self.whole or finding.where in self.pages or finding.where.startswith(own):
                yield finding

    def _nav(self) -> Iterator[Finding]:
        settings = "\n".join(self.texts.lines(SETTINGS))
        try:
            nav = parse_nav(settings)
        except AuthorError as error:
            yield self.texts.of(error, "not-yaml")
            return
        for lesson in self.lessons:
            if f"docs/{lesson}.md" not in self.all_pages and not self._shown(lesson):
                message = f"has no page; expected docs/{lesson}.md"
                yield self.texts.finding("no-page", f"lessons/{lesson}", None, message)
        for page in self.pages:
            if nav is not None and page.removeprefix("docs/") not in {entry.page for entry in nav}:
                message = f"is not in nav; write {page.removeprefix('docs/')} into {SETTINGS}"
                yield self.texts.finding("not-in-nav", page, None, message)
        own = {f"lessons/{lesson}/lesson.toml" for lesson in self.lessons}
        yield from (finding for finding in order(self.texts, nav) if finding.where in own)

    def _shown(self, lesson: str) -> bool:
        """True where some page shows a playground of it, which is enough in a site without a curriculum."""
        return any(line.strip().startswith(f"{lesson}/") for page in self.all_pages for line in self.texts.lines(page))

    def _pages(self) -> Iterator[Finding]:
        for where in self.pages:
            if not self.texts.lines(where):
                if where in self.texts.unreadable:
                    yield self.texts.finding("not-text", where, None, "is not UTF-8 text")
                continue
            page = self.page(where)
            lesson = where.removeprefix("docs/").removesuffix(".md")
            yield from links(self.texts, page, self.page, self.all_pages)
            yield from pictures(self.texts, page)
            yield from headings(self.texts, page)
            yield from snippets(self.texts, page)
            if lesson in self.known:
                yield from avoided_words(where, page.prose)
                yield from retyped(self.texts, page, lesson)
                yield from self._lesson_page(page)

    def _lesson_page(self, page: Page) -> Iterator[Finding]:
        try:
            yield from lesson_page(self.texts, page)
        except AuthorError:
            return  # a fence without an end, which `fences` tells

    def _allowed(self, finding: Finding) -> bool:
        """True where the finding's line, or the one before it, says that it is meant."""
        lines = self.texts.lines(finding.where)[max(0, finding.line - 2) : finding.line] if finding.line else []
        comments = (match for line in lines for match in _ALLOWED.finditer(line))
        return any(finding.code in re.split(r"[, ]+", match[1]) for match in comments)


def _overlap(one: Finding, other: Finding) -> bool:
    if (one.where, one.line) != (other.where, other.line):
        return False
    return one.column < other.column + other.length and other.column < one.column + one.length


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
