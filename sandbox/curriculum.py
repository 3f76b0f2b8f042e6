"""All lessons in the order in which they are read: tracks, lessons, playgrounds, from `nav` and `lessons/` together.

A track is a folder of `lessons/`. Its place, and that of its lessons, is that of their pages in `nav`; its title is
that of the section around them. So folders have no order, and a lesson whose page is in no menu is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from sandbox.edition import edition, files_version
from sandbox.embed import parse_options, playground_title
from sandbox.errors import Fault, listed, nearest
from sandbox.lesson_order import lesson_order, refuse_circles
from sandbox.lessons import Lesson, load_lessons, stamps
from sandbox.nav import SETTINGS, read_nav
from sandbox.pages import fences, parse_header


@dataclass(frozen=True)
class PlaygroundEntry:
    """`version` is the payload's; `edition` covers the checks too; `points` is 0 for an example."""

    id: str
    title: str
    kind: str
    version: str
    edition: str
    points: int


@dataclass(frozen=True)
class LessonEntry:
    """`page` is relative to `docs/`; `requires` are ids of earlier lessons; playgrounds are in the page's order."""

    id: str
    page: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    requires: tuple[str, ...]
    playgrounds: tuple[PlaygroundEntry, ...]

    @property
    def exercises(self) -> tuple[PlaygroundEntry, ...]:
        return tuple(playground for playground in self.playgrounds if playground.kind == "exercise")

    @property
    def address(self) -> str:
        """Of its page, relative to the site."""
        return f"{self.page.removesuffix('.md')}/"


@dataclass(frozen=True)
class Track:
    """`id` is the folder's name; `page` is that of the track itself, relative to `docs/`, where `nav` has one."""

    id: str
    title: str
    page: str | None
    lessons: tuple[LessonEntry, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Curriculum:
    """Tracks in order; where `nav` gives the order, a lesson comes after all that it requires.

    `sources` are the same lessons by id, with all that their folders say.
    """

    tracks: tuple[Track, ...]
    sources: Mapping[str, Lesson] = field(default_factory=dict)

    @property
    def lessons(self) -> tuple[LessonEntry, ...]:
        return tuple(lesson for track in self.tracks for lesson in track.lessons)

    def track(self, name: str) -> Track:
        """Raises `Fault` for an unknown one."""
        known = [track.id for track in self.tracks]
        if name not in known:
            raise Fault(f'found the track "{name}", expected one of {listed(known)}{nearest(name, known)}', 1)
        return self.tracks[known.index(name)]

    def named(self, fence: str, body: str) -> tuple[LessonEntry, ...]:
        """The lessons that a fence shows, by its language and its text. Raises `Fault` where the text names none."""
        if fence in ("track", "teaching"):
            return self.track(body.strip()).lessons
        if fence == "learning-path":
            return self.path(body)
        if body.strip():
            raise Fault(f'found "{body.strip()}", expected nothing: a {fence} shows all lessons', 1)
        return self.lessons

    def path(self, body: str) -> tuple[LessonEntry, ...]:
        """The lessons that a text names, one a line. Raises `Fault` for an unknown or too early one."""
        known = {lesson.id: lesson for lesson in self.lessons}
        lines = {name: number for number, line in enumerate(body.split("\n"), 1) if (name := line.strip())}
        if not lines:
            raise Fault("found no lessons, expected one a line, as <track>/<lesson>")
        for name, number in lines.items():
            if name not in known:
                message = f'found the lesson "{name}", expected <track>/<lesson> of one{nearest(name, known)}'
                raise Fault(message, number)
            for required in known[name].requires:
                if lines.get(required, 0) > number:
                    raise Fault(f"{name} requires {required}, which comes later in this path", number)
        return tuple(known[name] for name in lines)


def load_curriculum(root: Path) -> Curriculum:
    """The curriculum of a project; read again only when a lesson, a page or mkdocs.yml changed.

    :raises AuthorError: for the first thing that is wrong in lessons, in `nav`, or between the two.
    """
    lessons = load_lessons(root)
    settings = root / SETTINGS
    changed = settings.stat().st_mtime_ns if settings.is_file() else 0
    return _load(root, tuple(lessons.items()), (*sorted(stamps(str(root / "docs"))), (SETTINGS, changed, 0)))


@lru_cache(maxsize=4)
def _load(root: Path, found: tuple[tuple[str, Lesson], ...], _stamps: tuple[tuple[str, int, int], ...]) -> Curriculum:
    lessons = dict(found)
    refuse_circles(lessons)
    nav = read_nav(root)
    # Without `nav`, generators order pages by their names, whatever they require.
    order = sorted(lessons) if nav is None else lesson_order(nav, lessons)
    sections = {page.page.removesuffix(".md"): page.section for page in nav or ()}
    titles = _fence_titles(root)
    places = {name: place for place, name in enumerate(titles)}
    tracks: dict[str, list[LessonEntry]] = {}
    for name in order:
        tracks.setdefault(name.partition("/")[0], []).append(_entry(lessons[name], titles, places))
    return Curriculum(
        tuple(
            Track(
                id=name,
                title=sections.get(entries[0].id) or name.capitalize(),
                page=f"{name}/index.md" if f"{name}/index" in sections else None,
                lessons=tuple(entries),
            )
            for name, entries in tracks.items()
        ),
        lessons,
    )


def _entry(lesson: Lesson, titles: dict[str, str], places: dict[str, int]) -> LessonEntry:
    shown = sorted(lesson.playgrounds.values(), key=lambda item: places.get(item.id, -1))
    return LessonEntry(
        id=lesson.id,
        page=f"{lesson.id}.md",
        title=lesson.title,
        minutes=lesson.minutes,
        objectives=lesson.objectives,
        requires=lesson.requires,
        playgrounds=tuple(
            PlaygroundEntry(
                id=playground.id,
                title=titles.get(playground.id) or playground_title(playground),
                kind="exercise" if playground.exercise else "example",
                version=files_version(playground.project.files),
                edition=edition(playground),
                points=playground.exercise.points if playground.exercise else 0,
            )
            for playground in shown
        ),
    )


def _fence_titles(root: Path) -> dict[str, str]:
    """Titles that fences give to playgrounds, by id, in order of pages; empty where a fence gives none."""
    found = {}
    for fence in fences(root):
        if fence.language == "playground":
            try:
                found[fence.body.strip()] = parse_options(parse_header(fence.options)).title or ""
            except Fault as fault:
                raise fence.error(fault) from None
    return found
