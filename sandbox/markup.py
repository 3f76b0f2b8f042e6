"""The HTML that fences write, from the templates beside this file, and the highlighting of files by Pygments.

The classes are those that Material's own code blocks have, so the theme colours them and readers without JavaScript see
ordinary listings.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

from sandbox.prose import inline, to_html
from sandbox.quiz import Quiz

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# Jinja's own default sorts keys, and the order of a payload's files is the order of its tabs.
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
_lexers: dict[str, Lexer] = {}
#: Kinds of names that have a colour of their own.
_SHOWN_NAMES = (Token.Name.Function, Token.Name.Class, Token.Name.Tag, Token.Name.Attribute)


def playground(payload: dict[str, Any]) -> str:
    """The element for one payload, with a listing of its files: the opened one, the others, the checks."""
    texts = {**payload["files"], **payload["checks"]}
    names = sorted(texts, key=lambda name: name != payload["open"])
    listing = [(name, listed(name, texts[name])) for name in names]
    return _environment.get_template("playground.html").render(payload=payload, listing=listing)


def quiz(quiz: Quiz, name: str) -> str:
    """The element for one quiz. `name` groups its choices. Raises `Fault` as `prose.to_html` does."""
    template = _environment.get_template("quiz.html")
    return template.render(quiz=quiz, name=name, to_html=to_html, inline=inline)


@lru_cache(maxsize=1024)  # while an author writes, each save builds every page, and most files are as they were
def listed(name: str, text: str) -> Markup:
    """A file highlighted by its name, safe to write into a page.

    It tells apart what the editor tells apart and nothing more, so that no colour jumps when that takes over.
    """
    # Most tokens are short and alike, so Pygments' own formatter takes longer for them than its lexer.
    runs = groupby(_lexer(name).get_tokens(text), key=_CssClasses().of)
    coloured = [_run(css, escape("".join(value for _, value in tokens))) for css, tokens in runs]
    return Markup(f'<div class="highlight"><pre><code>{"".join(coloured)}</code></pre></div>')


def _run(css: str, text: Markup) -> str:
    return f'<span class="{css}">{text}</span>' if css else text


class _CssClasses:
    """The class of one token after the other, as Pygments' style sheets have it; empty for plain text."""

    def __init__(self) -> None:
        self._last = ""

    def of(self, token: tuple[_TokenType, str]) -> str:
        kind, value = token
        if not value.isspace():  # which looks like what is before it
            self._last = _css_class(kind)
        return self._last


@cache
def _css_class(kind: Any) -> str:  # typed as a tuple by its stubs, where `in` means something else
    if kind in Token.Name and not any(kind in shown for shown in _SHOWN_NAMES):
        return ""
    if kind in Token.Operator and kind not in Token.Operator.Word:
        kind = Token.Punctuation
    if kind in Token.String and kind not in Token.String.Interpol and kind not in Token.String.Escape:
        kind = Token.String
    return STANDARD_TYPES.get(kind, "")


def _lexer(name: str) -> Lexer:
    """Templates hold Jinja inside their language; what Pygments does not know is plain text."""
    suffix = name.rpartition(".")[2]
    kind = f"jinja.{suffix}" if "templates/" in name else suffix
    if kind not in _lexers:
        try:
            in_jinja = {"jinja.html": "html+jinja", "jinja.txt": "jinja", "jinja.xml": "xml+jinja"}
            _lexers[kind] = get_lexer_by_name(in_jinja[kind]) if kind in in_jinja else get_lexer_for_filename(name)
        except ClassNotFound:
            _lexers[kind] = get_lexer_by_name("text")
    return _lexers[kind]
