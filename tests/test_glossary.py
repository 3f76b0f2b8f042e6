"""Words of the glossary carry their definition, once a page, in running text only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from sandbox.errors import AuthorError
from sandbox.glossary import definitions

GLOSSARY = """# Glossary

WSGI
:   An agreement, see [PEP 3333](https://peps.python.org/pep-3333/).
    It has two sides.

view function
:   Answers a `request`.

view
:   Something else.
"""
Render = Callable[[str], str]


@pytest.fixture
def render(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Render:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "glossary.md").write_text(GLOSSARY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Markdown(extensions=["def_list", "sandbox.glossary"]).convert


def mark(word: str, text: str) -> str:
    return f'<abbr class="term" tabindex="0" title="{text}">{word}</abbr>'


FUNCTION = "Answers a request."


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("A WSGI app.", f"<p>A {mark('WSGI', 'An agreement, see PEP 3333. It has two sides.')} app.</p>"),
        ("View functions, a view function", f"<p>{mark('View function', FUNCTION)}s, a view function</p>"),
        ("*A view function* here", f"<p><em>A {mark('view function', FUNCTION)}</em> here</p>"),
        ("`WSGI` and [WSGI](https://wsgi.org)", '<p><code>WSGI</code> and <a href="https://wsgi.org">WSGI</a></p>'),
        ("# WSGI", "<h1>WSGI</h1>"),
        ("WSGIs and preview", f"<p>{mark('WSGI', 'An agreement, see PEP 3333. It has two sides.')}s and preview</p>"),
        ("WSGI\n:   A view", "<dl>\n<dt>WSGI</dt>\n<dd>A view</dd>\n</dl>"),
    ],
)
def test_words_in_running_text(render: Render, source: str, html: str) -> None:
    assert render(source) == html


def test_order_of_reading(render: Render) -> None:
    html = render("One *two* three view four *view* five WSGI six")
    assert html.index("abbr") < html.index("four")
    assert html.count("<abbr") == 2
    assert html.endswith("six</p>")


def test_no_glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Markdown(extensions=["sandbox.glossary"]).convert("WSGI") == "<p>WSGI</p>"


def test_a_word_has_one_definition(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "glossary.md").write_text(GLOSSARY + "\nWSGI\n:   Again.\n", "utf-8")
    with pytest.raises(AuthorError, match=r'docs/glossary.md:13: defines "WSGI" a second time'):
        definitions(tmp_path)
