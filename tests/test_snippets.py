"""Code that a page quotes by its lines is code: the lines did not move away from under the page."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator

import pytest

from tests.course import ROOT

_SNIPPET = re.compile(r'^[ >]*--8<-- "(?P<name>[^":]+\.py):(?P<first>\d+):(?P<last>\d+)"', re.MULTILINE)
#: What may have to stand around a quotation: a function, a body that is left out, a view below a decorator.
_SURROUNDINGS = [("def view():\n", end) for end in ("", "\n        ...", "\n    def view(): ...")]


def quotations() -> Iterator[tuple[str, str, str]]:
    """Page, place, and text of each quotation of Python."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for found in _SNIPPET.finditer(page.read_text("utf-8")):
            lines = (ROOT / "lessons" / found["name"]).read_text("utf-8").split("\n")
            text = "\n".join(lines[int(found["first"]) - 1 : int(found["last"])])
            yield page.relative_to(ROOT).as_posix(), found[0].strip(), text


QUOTATIONS = list(quotations())


@pytest.mark.parametrize(
    ("page", "place", "text"), QUOTATIONS, ids=[f"{page} {place[8:]}" for page, place, _ in QUOTATIONS]
)
def test_quotation_is_whole(page: str, place: str, text: str) -> None:
    lines = text.split("\n")
    assert lines[0].strip() and lines[-1].strip(), f"{page}: {place} begins or ends with an empty line"
    faults = []
    for before, after in _SURROUNDINGS:
        try:
            ast.parse(before + textwrap.indent(textwrap.dedent(text), "    ") + after)
        except SyntaxError as error:
            faults.append(error)
        else:
            return
    pytest.fail(f"{page}: {place} is no whole piece of Python: {faults[0]}")
