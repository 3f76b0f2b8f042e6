"""What Material's search lists, with the hooks that save it work and without them; and what readers get."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from markdown import Markdown
from material.plugins.search.plugin import Parser

from sandbox import fences, search_text
from tests.course import Course


def test_search_lists_the_same_and_readers_get_the_whole_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course(tmp_path)
    monkeypatch.chdir(tmp_path)
    markdown = Markdown(
        extensions=["admonition", "attr_list", "tables", "pymdownx.highlight", "pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": fences.CUSTOM_FENCES}},
    )
    whole = markdown.convert((course.root / "docs/kitchen/tea.md").read_text("utf-8"))
    page = SimpleNamespace(url="kitchen/tea/", content=whole)
    search_text.before_search({}, page)
    assert _sections(page.content) == _sections(whole)
    assert not any(word in page.content for word in ("<script", "<details", "test_app.py", '<span class="k'))
    assert "render_template" in page.content
    search_text.after_search({}, page)
    assert page.content == whole


def _sections(html: str) -> list[tuple[str | None, str, str]]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(section.id, "".join(section.title), "".join(section.text)) for section in parser.data]
