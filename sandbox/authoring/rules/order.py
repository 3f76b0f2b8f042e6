"""Lessons that stand in `nav` before what they require, or that require each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authoring.findings import Finding, Texts
from sandbox.errors import AuthorError
from sandbox.lesson_order import lesson_order, refuse_circles
from sandbox.lessons import load_lessons
from sandbox.nav import NavPage


def order(texts: Texts, nav: tuple[NavPage, ...] | None) -> Iterator[Finding]:
    """The first of them, as the build tells it; none where a lesson cannot be read, which others tell."""
    try:
        lessons = load_lessons(texts.root)
    except AuthorError:
        return
    try:
        refuse_circles(lessons)
        if nav:
            lesson_order(nav, lessons)
    except AuthorError as error:
        lines = enumerate(texts.lines(error.where), 1)
        line = next((number for number, text in lines if text.startswith("requires")), None)
        # The rest stops a site that shows the curriculum, and is told where it does.
        if error.code == "lesson-order":
            yield texts.finding(error.code, error.where, line, error.message, "requires")
