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
        # What is not in `nav` at all stops a site with a curriculum only, and is told as `not-in-nav`.
        if line and error.where.endswith("/lesson.toml"):
            yield texts.finding("lesson-order", error.where, line, error.message, "requires")
