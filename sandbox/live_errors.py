"""Hooks of MkDocs that show an author's errors on the page itself while `dev.py serve` runs, and do nothing elsewhere.

Live reload would go on with the page as it was before, and say so in a terminal that nobody looks at. What is built for
readers stops at the first error, as ever: `told_on_the_page` is false there.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from sandbox.errors import AuthorError, told_on_the_page
from sandbox.markup import author_errors

_log = logging.getLogger("mkdocs.plugins.flaskroom")
#: Page → its errors; those of no page stand on the front page.
_errors: dict[str, list[str]] = {}
_FRONT = "docs/index.md"


def on_config(config: Any, **_: Any) -> Any:
    """A quotation of what is not there leaves a gap instead of ending the build."""
    if told_on_the_page():
        config["mdx_configs"].setdefault("pymdownx.snippets", {})["check_paths"] = False
    return config


def on_pre_build(**_: Any) -> None:
    """Asks the linter, and says in the terminal what it found."""
    _errors.clear()
    if not told_on_the_page():
        return
    for page, message in _found(Path.cwd()):
        _errors.setdefault(page, []).append(message)
        _log.warning(message)


def on_page_read_source(page: Any, **_: Any) -> str | None:
    """A page that is not UTF-8 is shown as far as it can be."""
    if not told_on_the_page():
        return None
    text: str = Path(page.file.abs_src_path).read_bytes().decode("utf-8-sig", "replace")
    return text


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """All errors of a lesson at the head of its page."""
    errors = _errors.get(f"docs/{page.file.src_uri}")
    return author_errors(errors) + html if errors else html


def _found(root: Path) -> list[tuple[str, str]]:
    """Page and message of each error."""
    from sandbox.authoring.codes import ERROR
    from sandbox.authoring.lint import lint  # not for a build, which never asks it
    from sandbox.authoring.report import place

    try:
        findings = [finding for finding in lint(root) if finding.level == ERROR]
    except AuthorError as error:
        return [(_FRONT, str(error))]
    return [(_page(root, finding.where), f"{place(finding)}: {finding.message}") for finding in findings]


def _page(root: Path, where: str) -> str:
    kind, *parts = where.split("/")
    page = f"docs/{'/'.join(parts[:2])}.md" if kind == "lessons" else where
    return page if page.endswith(".md") and (root / page).is_file() else _FRONT
