"""The order of lessons: that of their pages in `nav`, and what must hold between it, the folders and `requires`."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.errors import AuthorError, nearest
from sandbox.lessons import Lesson
from sandbox.nav import SETTINGS, NavPage


def lesson_order(nav: tuple[NavPage, ...], lessons: Mapping[str, Lesson]) -> list[str]:
    """Ids of all lessons, those of a track together, each after all that it requires.

    :raises AuthorError: for a lesson whose page is not in `nav`, a page of a track that has no lesson, and one that
        requires a later one.
    """
    _refuse_gaps(nav, lessons)
    # A page may stand in `nav` twice; the first place counts.
    in_nav = [name for name in dict.fromkeys(page.page.removesuffix(".md") for page in nav) if name in lessons]
    _refuse_early(in_nav, lessons, f"comes later in nav of {SETTINGS}")
    tracks: dict[str, list[str]] = {}
    for name in in_nav:
        tracks.setdefault(name.partition("/")[0], []).append(name)
    order = [name for names in tracks.values() for name in names]
    _refuse_early(order, lessons, f"is in a track that begins later in nav of {SETTINGS}")
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


def refuse_circles(lessons: Mapping[str, Lesson]) -> None:
    """Raises `AuthorError` for lessons that require each other in a circle."""
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circle = " → ".join((*trail[trail.index(name) :], name))
            raise AuthorError(
                f"lessons/{name}/lesson.toml", None, f"requires itself in a circle: {circle}", "lesson-order"
            )
        if name not in finished:
            for required in lessons[name].requires:
                visit(required, (*trail, name))
            finished.add(name)

    for name in lessons:
        visit(name, ())


def _refuse_early(order: list[str], lessons: Mapping[str, Lesson], why: str) -> None:
    places = {name: place for place, name in enumerate(order)}
    for name in order:
        for required in lessons[name].requires:
            if places[required] > places[name]:
                message = f'requires "{required}", which {why}; move one of the two'
                raise AuthorError(f"lessons/{name}/lesson.toml", None, message, "lesson-order")
