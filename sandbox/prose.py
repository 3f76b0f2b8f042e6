"""Markdown inside lessons and fences (hints, questions, choices, explanations) → HTML.

It is rendered apart from the page, so a link to another page's `.md` file would not be rewritten: that is an error.
"""

from __future__ import annotations

import re
import threading

from markdown import Markdown
from markupsafe import Markup, escape

from sandbox.errors import Fault

#: Those of mkdocs.yml that make sense in a few sentences.
_EXTENSIONS = [
    "attr_list",
    "tables",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.keys",
]
_PAGE_LINK = re.compile(r"\]\(\s*<?(?![a-z]+:)([^)\s>]*\.md)\b", re.IGNORECASE)
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
#: A paragraph in which nothing but code means anything to Markdown, as most hints and choices are; no list either.
_PLAIN = re.compile(
    r"""(?!\d+\.\s)(?=[\w`])(?:[A-Za-z0-9 ,.;:?!()%/'"-]++|(?<! )\n(?=[A-Za-z`])|`(?![#: ])[^`\n]*[^`\n ]`(?!`))*"""
)
_CODE = re.compile(r"`([^`]+)`")
_local = threading.local()  # a Markdown instance is not safe to share, and Zensical may render pages side by side


def to_html(text: str) -> Markup:
    """Markdown → HTML. Raises `Fault` for a link to a page."""
    if link := _PAGE_LINK.search(text):
        raise Fault(f"links to {link[1]}, which works in a page's own text only", text.count("\n", 0, link.start()) + 1)
    if _PLAIN.fullmatch(text):
        escaped = str(escape(text.strip()))  # as `Markup`, what is joined to it would be escaped again
        paragraph = _CODE.sub(r"<code>\1</code>", escaped)
        return Markup(f"<p>{paragraph}</p>")
    return by_markdown(text)


def by_markdown(text: str) -> Markup:
    """Markdown → HTML, whatever the text. It takes many times as long."""
    if not hasattr(_local, "markdown"):
        _local.markdown = Markdown(extensions=_EXTENSIONS)
    return Markup(_local.markdown.reset().convert(text))


def inline(text: str) -> Markup:
    """As `to_html`, without the paragraph around it where it is just one."""
    html = to_html(text)
    paragraph = _ONE_PARAGRAPH.fullmatch(html)
    return Markup(paragraph[1]) if paragraph else html
