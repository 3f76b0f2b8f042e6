"""Python-Markdown extension: the first time that a page uses a word of `docs/glossary.md`, it carries the definition.

A newcomer would get this wrong: the glossary is an ordinary page of definition lists, and nothing else knows its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from click import ClickException
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from pygments.regexopt import regex_opt

from sandbox.errors import AuthorError

PAGE = "docs/glossary.md"
_ENTRY = re.compile(r"^(?P<term>\S.*)\n:[ ]{1,3}(?P<text>.*(?:\n[ ]{4}.*)*)", re.MULTILINE)
_MARKUP = re.compile(r"\[([^]]*)\]\([^)]*\)|[`*]")
#: What says its words for other reasons, and the lists that are definitions already.
_LEFT_ALONE = {"a", "abbr", "button", "code", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "style", "svg"}


def definitions(root: Path) -> Mapping[str, str]:
    """Word → its definition as plain text; none where the site has no glossary.

    :raises AuthorError: for a word that is defined twice.
    """
    path = root / PAGE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=8)
def _read(path: Path, _modified: int) -> Mapping[str, str]:
    text = path.read_text("utf-8")
    found: dict[str, str] = {}
    for entry in _ENTRY.finditer(text):
        term = entry["term"]
        if term in found:
            line = text.count("\n", 0, entry.start()) + 1
            raise AuthorError(PAGE, line, f'defines "{term}" a second time; one definition is enough')
        found[term] = _MARKUP.sub(lambda match: match[1] or "", " ".join(entry["text"].split()))
    return found


@lru_cache(maxsize=8)
def _uses(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds each word, also in the plural; of two that begin alike, the longer one."""
    return re.compile(rf"\b{regex_opt(words)}(?=s?\b)", re.IGNORECASE)


class _Definitions(Treeprocessor):
    def run(self, root: Element) -> None:
        """Marks the first use of each word in running text."""
        try:
            words = definitions(Path.cwd())
        except AuthorError as error:
            raise ClickException(str(error)) from error  # MkDocs prints its message, without a traceback
        if words:
            _Page(words).visit(root)


class _Page:
    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = {word.lower(): text for word, text in words.items()}
        self.pattern = _uses(tuple(self.words))

    def visit(self, element: Element) -> None:
        """Walks in the order of reading, so that the first use is the first that is read."""
        children = list(element)
        element.text = self.spread(element, None, element.text)
        for child in children:
            if child.tag not in _LEFT_ALONE:
                self.visit(child)
            child.tail = self.spread(element, child, child.tail)

    def spread(self, parent: Element, after: Element | None, text: str | None) -> str | None:
        """Puts elements for the words of `text`, which stands behind `after`, into `parent`; returns what stands before
        the first of them.
        """
        if not text or not self.words or not self.pattern.search(text):
            return text
        before, *marked = self.cut(text)
        place = 0 if after is None else list(parent).index(after) + 1
        for number, (word, rest) in enumerate(marked):
            # Focusable, so that the definition can be had without a mouse.
            mark = Element("abbr", {"class": "term", "title": self.words.pop(word.lower()), "tabindex": "0"})
            mark.text, mark.tail = word, rest
            parent.insert(place + number, mark)
        return before[1]

    def cut(self, text: str) -> Iterator[tuple[str, str]]:
        """The text before the first word; then each new word with the text behind it."""
        taken: set[str] = set()
        start, word = 0, ""
        for match in self.pattern.finditer(text):
            if match[0].lower() in self.words and match[0].lower() not in taken:
                yield word, text[start : match.start()]
                taken.add(match[0].lower())
                start, word = match.end(), match[0]
        yield word, text[start:]


class GlossaryExtension(Extension):
    """Named `sandbox.glossary` in mkdocs.yml."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        # After inline patterns (20), so that words in code and links can be told from running text.
        md.treeprocessors.register(_Definitions(md), "glossary", 7)


def makeExtension(**settings: Any) -> GlossaryExtension:  # noqa: N802  # the name that Python-Markdown looks for
    """What Python-Markdown calls."""
    return GlossaryExtension(**settings)
