"""The order of lessons: that of their pages in `nav`, and what must hold between it, the folders and `requires`."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.errors import AuthorError, nearest
from sandbox.lessons import Lesson
from sandbox.nav import SETTINGS, NavPage


def lesson_order(nav: tuple[NavPage, ...], lessons: Mapping[str, Lesson]) -> list[str]:
    """Ids of all lessons, each after all that it requires.

    :raises AuthorError: for a lesson whose page is not in `nav`, a page of a track that has no lesson, lessons that
        require each other in a circle, and one that requires a later one.
    """
    _refuse_gaps(nav, lessons)
    _refuse_circles(lessons)
    # A page may stand in `nav` twice; the first place counts.
    order = [name for name in dict.fromkeys(page.page.removesuffix(".md") for page in nav) if name in lessons]
    _refuse_early(order, lessons)
    return order


def _refuse_gaps(nav: tuple[NavPage, ...], lessons: Mapping[str, Lesson]) -> None:
    """Every lesson has its page in `nav`, and every page of a track but its `index.md` has a lesson."""
    pages = {page.page.removesuffix(".md") for page in nav}
    for name in lessons:
        if name not in pages:
            raise AuthorError(SETTINGS, None, f"nav has no {name}.md, the page of lessons/{name}{nearest(name, pages)}")
    tracks = {name.partition("/")[0] for name in lessons}
    for page in nav:
        name = page.page.removesuffix(".md")
        if name.partition("/")[0] in tracks and name not in lessons and not name.endswith("/index"):
            message = f"docs/{page.page} has no lesson, expected the folder lessons/{name}{nearest(name, lessons)}"
            raise AuthorError(SETTINGS, page.line, message)


def _refuse_circles(lessons: Mapping[str, Lesson]) -> None:
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circle = " → ".join((*trail[trail.index(name) :], name))
            raise AuthorError(f"lessons/{name}/lesson.toml", None, f"requires itself in a circle: {circle}")
        if name not in finished:
            for required in lessons[name].requires:
                visit(required, (*trail, name))
            finished.add(name)

    for name in lessons:
        visit(name, ())


def _refuse_early(order: list[str], lessons: Mapping[str, Lesson]) -> None:
    for place, name in enumerate(order):
        for required in lessons[name].requires:
            if required not in order[:place]:
                message = f'requires "{required}", which comes later in nav of {SETTINGS}; move one of the two'
                raise AuthorError(f"lessons/{name}/lesson.toml", None, message)
