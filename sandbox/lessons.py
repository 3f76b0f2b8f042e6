"""`lessons/` as frozen dataclasses: lessons and their playgrounds (for exercises see `exercises.py`).

The order of lessons is that of `nav` in mkdocs.yml, the order of playgrounds that of the page; folders have none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Event

from sandbox import requests_http
from sandbox.discussion import Question, read_discussion
from sandbox.errors import AuthorError, Fault, listed, nearest
from sandbox.exercises import ANSWERS, Exercise, read_exercise
from sandbox.project import LEFT_BEHIND, Project, read_project
from sandbox.requests_http import SavedRequest
from sandbox.toml_file import Key, TomlFile

LESSON_KEYS = {
    "title": Key("text"),
    "objectives": Key("texts"),
    "not_taught": Key("texts", required=False),
    "requires": Key("texts", required=False),
    "minutes": Key("count"),
    "exercise": Key("table", required=False),
    "discussion": Key("table", required=False),
}
#: Id of the project that an own one begins from; it belongs to no lesson.
STARTER = "starter"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: What stands in a playground's folder and is not part of the project.
NOT_PROJECT = (*ANSWERS, "requests.http")
_building = Event()
#: The lessons that this build asked for, by the project's root and their ids; none outside of a build.
_looked_at: dict[tuple[Path, str], Lesson] = {}


@dataclass(frozen=True)
class Playground:
    """One Flask project. `id` is `<track>/<lesson>/<playground>`; `exercise` is None for an example."""

    id: str
    folder: Path
    project: Project
    requests: tuple[SavedRequest, ...]
    exercise: Exercise | None


@dataclass(frozen=True, eq=False)
class Lesson:
    """`id` is `<track>/<lesson>`, `minutes` how long a learner needs, `requires` the ids of lessons to read before,
    `discussion` what a class can talk about.

    Equal to itself alone, and the same object until one of its files changes.
    """

    id: str
    title: str
    objectives: tuple[str, ...]
    not_taught: tuple[str, ...]
    requires: tuple[str, ...]
    minutes: int
    discussion: tuple[Question, ...]
    playgrounds: Mapping[str, Playground]


def lesson_ids(root: Path) -> list[str]:
    """Ids of all lessons below `root/lessons`, sorted: every folder two levels down."""
    lessons = root / "lessons"
    return [f"{track}/{lesson}" for track in folders(lessons) for lesson in folders(lessons / track)]


def playground_ids(root: Path) -> list[str]:
    """Ids of all playgrounds, sorted, by their folders alone: cheap enough for every build."""
    return [f"{lesson}/{name}" for lesson in lesson_ids(root) for name in folders(root / "lessons" / lesson)]


def load_lesson(root: Path, lesson_id: str) -> Lesson:
    """The lesson with that id; read again only when one of its files changed.

    :raises AuthorError: for the first thing that is wrong in it.
    """
    if looked_at := _looked_at.get((root, lesson_id)):
        return looked_at
    lesson = _load(root, lesson_id, tuple(sorted(stamps(str(root / "lessons" / lesson_id)))))
    for required in lesson.requires:
        if required == lesson_id or not (root / "lessons" / required / "lesson.toml").is_file():
            file = TomlFile(root / "lessons" / lesson_id / "lesson.toml", f"lessons/{lesson_id}/lesson.toml")
            known = [other for other in lesson_ids(root) if other != lesson_id]
            message = f'requires "{required}", expected another lesson{nearest(required, known)}'
            raise file.error(("requires",), message, "unknown-lesson")
    if _building.is_set():
        _looked_at[root, lesson_id] = lesson
    return lesson


def build_begins() -> None:
    """Until `build_ends`, each lesson is looked at once, since even to find it unchanged takes its time."""
    _looked_at.clear()
    _building.set()


def build_ends() -> None:
    """Now files may change again."""
    _building.clear()
    _looked_at.clear()


def load_lessons(root: Path) -> dict[str, Lesson]:
    """All lessons by id. Raises `AuthorError` as `load_lesson` does."""
    return {lesson_id: load_lesson(root, lesson_id) for lesson_id in lesson_ids(root)}


def load_starter() -> Playground:
    """The small project on the page where readers open their own."""
    folder = Path(__file__).parent / STARTER
    return Playground(STARTER, folder, read_project(folder, f"sandbox/{STARTER}"), (), None)


def folders(folder: Path) -> list[str]:
    """Names of the folders in it, sorted, without what tools leave behind."""
    if not folder.is_dir():
        raise AuthorError(f"{folder.name}/", None, f"is not a folder of {folder.parent}; build where mkdocs.yml stands")
    return sorted(e.name for e in os.scandir(folder) if e.is_dir() and e.name not in LEFT_BEHIND and e.name[0] != ".")


def stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Changes whenever a file below the folder does. It is asked for all the time, so it makes no `Path`."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in LEFT_BEHIND:
                    yield from stamps(entry.path)
            else:
                with suppress(FileNotFoundError):  # gone since it was listed
                    stat = entry.stat()
                    yield entry.path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=1024)  # more than any course has: the curriculum asks for all
def _load(root: Path, lesson_id: str, _stamp: tuple[tuple[str, int, int], ...]) -> Lesson:
    where = f"lessons/{lesson_id}"
    folder = root / where
    file = TomlFile(folder / "lesson.toml", f"{where}/lesson.toml")
    table = file.table((), LESSON_KEYS)
    names = folders(folder)
    for part in (*lesson_id.split("/"), *names):
        if not NAME.fullmatch(part):
            message = f'the folder name "{part}" needs small letters, digits and single hyphens'
            raise AuthorError(where, None, message, "folder")
    if not names:
        raise AuthorError(where, None, "has no playground; add a folder with app.py and test_app.py", "folder")
    for name in table.get("exercise", {}):
        if name not in names:
            message = f"[exercise.{name}] has no folder; found {listed(names)}{nearest(name, names)}"
            raise file.error(("exercise", name), message, "exercise-parts")
    return Lesson(
        id=lesson_id,
        title=table["title"],
        objectives=tuple(table["objectives"]),
        not_taught=tuple(table.get("not_taught", ())),
        requires=tuple(table.get("requires", ())),
        minutes=table["minutes"],
        discussion=read_discussion(file),
        playgrounds={name: _playground(folder / name, f"{lesson_id}/{name}", file) for name in names},
    )


def _playground(folder: Path, playground_id: str, file: TomlFile) -> Playground:
    where = f"lessons/{playground_id}"
    project = read_project(folder, where, NOT_PROJECT)
    if not any(name.endswith(".py") for name in project.files):
        raise AuthorError(where, None, "has no Python file; expected app.py", "folder")
    if not any(name.rpartition("/")[2].startswith("test_") for name in project.checks):
        raise AuthorError(where, None, "has no checks; expected test_app.py", "folder")
    requests: tuple[SavedRequest, ...] = ()
    if (folder / "requests.http").is_file():
        try:
            requests = requests_http.parse((folder / "requests.http").read_text("utf-8"))
        except Fault as fault:
            raise AuthorError(f"{where}/requests.http", fault.line, fault.message, "saved-request") from None
        except UnicodeDecodeError:
            raise AuthorError(f"{where}/requests.http", None, "is not UTF-8 text", "not-text") from None
    return Playground(playground_id, folder, project, requests, read_exercise(folder, where, file, project))
