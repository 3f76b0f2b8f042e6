"""The pages in `nav` of mkdocs.yml, in order, each with the section that it stands in.

mkdocs.yml is not plain YAML: `!!python/name:` names functions. They are read as nothing here, never imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.errors import AuthorError

SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class NavPage:
    """`page` is relative to `docs/`; `section` is the nearest title above it, or empty; `line` counts from 1."""

    page: str
    section: str
    line: int


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML publishes no types
    pass


# The empty prefix matches every tag that the safe loader does not know.
_Loader.add_multi_constructor("", lambda *_: None)


def read_nav(root: Path) -> tuple[NavPage, ...] | None:
    """As `parse_nav`, of the project in this folder.

    :raises AuthorError: also where mkdocs.yml is missing or is not text.
    """
    try:
        return parse_nav((root / SETTINGS).read_text("utf-8"))
    except FileNotFoundError:
        raise AuthorError(SETTINGS, None, f"is not in {root}; build where it stands") from None
    except UnicodeDecodeError:
        raise AuthorError(SETTINGS, None, "is not UTF-8 text") from None


def parse_nav(text: str) -> tuple[NavPage, ...] | None:
    """The pages of `nav` in the text of mkdocs.yml; None where it has none, so that pages are ordered by their names.

    :raises AuthorError: where the text is not YAML.
    """
    try:
        settings = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        message = f"is not YAML: {reason}; correct it and build again"
        raise AuthorError(SETTINGS, mark.line + 1 if mark else None, message, "not-yaml") from None
    nav = settings.get("nav") if isinstance(settings, dict) else None
    lines = text.split("\n")
    return tuple(_pages(nav, "", lines)) if nav else None


def _pages(item: Any, section: str, lines: list[str]) -> Iterator[NavPage]:
    """Every page below an item, which is a page, a list, or a title with either; links elsewhere are left out."""
    if isinstance(item, str) and item.endswith(".md") and "://" not in item:
        page = item.removeprefix("./")
        yield NavPage(page, section, next((number for number, line in enumerate(lines, 1) if item in line), 1))
    elif isinstance(item, list):
        for entry in item:
            yield from _pages(entry, section, lines)
    elif isinstance(item, dict):
        for title, entry in item.items():
            yield from _pages(entry, section if isinstance(entry, str) else str(title), lines)
