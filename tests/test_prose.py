"""Markdown inside lessons and fences: the short way of ordinary sentences ends where Markdown itself does."""

from __future__ import annotations

import html
import re

import pytest

from sandbox.errors import Fault
from sandbox.prose import by_markdown, inline, to_html
from tests.course import ROOT


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, as most are: 3 (or 4) of them!",
        'Code with `"quotes"`, `<tags>` & more',
        "`a``b`",
        "``a `b` c``",
        "` spaced `",
        "`:::python print(1)` and `#!python x`",
        "Two lines\nof one paragraph",
        "A line that ends  \nby two spaces",
        "A line\n- and no list",
        "A heading\n---",
        "One paragraph\n\nand another",
        "    code",
        "1. a list",
        "10.\nno list",
        "404",
        "404.",
        "127.0.0.1 and 3.5, 1) or 2: numbers",
        "12 months\n3. of the year",
        "*much* **more**, ++ctrl+c++, https://example.org and `code`{.big}",
        "`a` | `b`\n--- | ---\n1 | 2",
        "[link](https://example.org)",
        "unclosed `tick",
    ],
)
def test_ordinary_sentences_come_out_as_markdown_has_them(text: str) -> None:
    assert html.unescape(to_html(text)) == html.unescape(by_markdown(text))


def test_so_do_all_answers_of_the_lessons() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*/*.md")))
    choices = re.findall(r"^\([x ]\) (.*)", pages, re.MULTILINE)
    assert len(choices) > 50
    for text in choices:
        assert html.unescape(to_html(text)) == html.unescape(by_markdown(text))


def test_a_single_paragraph_stands_in_a_line_and_a_page_has_no_link() -> None:
    assert inline("the `int` converter") == "the <code>int</code> converter"
    with pytest.raises(Fault, match=r"links to forms\.md"):
        to_html("see [forms](forms.md)")
