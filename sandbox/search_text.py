"""Hooks of MkDocs that give the site's search the code of a page as plain text, and the reader the same code in colour.

An optimisation and nothing more: search drops the colours anyway, and takes longer to read them than all other work on
the page together. A generator that knows no hooks builds the same pages without this.
"""

from __future__ import annotations

import re
from typing import Any

_LISTING = re.compile(r'(?<=<div class="highlight">).*?(?=</div>\s*</figure>)', re.DOTALL)
_COLOUR = re.compile(r"</?span\b[^>]*>")
#: Page → its listings, plain and as they were.
_taken: dict[str, list[tuple[str, str]]] = {}


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Takes the colours out, before search reads the page."""
    taken = _taken[page.url] = []

    def plain(listing: re.Match[str]) -> str:
        text = _COLOUR.sub("", listing[0])
        taken.append((text, listing[0]))
        return text

    return _LISTING.sub(plain, html)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Puts them back."""
    parts, rest = [], output
    for text, listing in _taken.pop(page.url):
        before, _found, rest = rest.partition(text)
        parts += [before, listing]
    return "".join([*parts, rest])
