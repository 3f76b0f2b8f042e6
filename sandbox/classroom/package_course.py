"""Which lessons and exercises a package holds, and what its start page is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sandbox.classroom.assignment import to_fragment
from sandbox.classroom.exports import Export
from sandbox.curriculum import LessonEntry, load_curriculum
from sandbox.errors import Fault

#: A lesson with the exercises that count, and their points.
Packed = tuple[LessonEntry, dict[str, int]]


def lessons_of(export: Export) -> Iterator[Packed]:
    """In the order of the assignment.

    :raises Fault: for an assignment that could not be scored.
    """
    known = {lesson.id: lesson for lesson in load_curriculum(export.root).lessons}
    if export.lesson:
        entry = known[export.lesson]
        yield entry, {one.id: one.points for one in entry.exercises}
        return
    assert export.assignment is not None
    if "checks" not in export.assignment.reveal:
        raise Fault("withholds the checks, and nothing else can tell an LMS a score; add checks to reveal")
    chosen: dict[str, dict[str, int]] = {}
    for assigned in export.assignment.exercises:
        lesson = assigned.name.rpartition("/")[0]
        points = {one.id: one.points for one in known[lesson].exercises}
        if assigned.name not in points:
            raise Fault(f'"{assigned.name}" is an example: it has no checks that an LMS could get a score from')
        worth = points[assigned.name] if assigned.points is None else assigned.points
        chosen.setdefault(lesson, {})[assigned.name] = worth
    yield from ((known[lesson], points) for lesson, points in chosen.items())


def course_of(export: Export, form: str, lessons: list[Packed]) -> dict[str, Any]:
    """`PackageCourse` in `web/lms/course.ts`. Raises `Fault` for an address that is none."""
    titles = {one.id: one.title for entry, _ in lessons for one in entry.exercises}
    return {
        "format": form,
        "title": export.assignment.title if export.assignment else lessons[0][0].title,
        "fragment": to_fragment(export.assignment) if export.assignment else None,
        "site": f"{_web(export.address, '--site').rstrip('/')}/" if export.address else None,
        "xapi": _xapi(export.xapi),
        "lessons": [
            {
                "id": entry.id,
                "title": entry.title,
                "minutes": entry.minutes,
                "address": f"{entry.address}index.html",
                "exercises": [{"id": name, "title": titles[name], "points": worth} for name, worth in points.items()],
            }
            for entry, points in lessons
        ],
    }


def _xapi(given: str | None) -> dict[str, str | None] | None:
    if given is None:
        return None
    return {"endpoint": None if given == "launch" else _web(given, "--xapi")}


def _web(address: str, option: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Fault(f"{option} is {address!r}, expected an address such as https://example.org/flask/")
    return address
