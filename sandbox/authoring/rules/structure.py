"""Everything that is wrong with a lesson's folder and its lesson.toml, where the build tells the first thing only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sandbox.discussion import KEYS as QUESTION_KEYS
from sandbox.errors import AuthorError, listed, nearest
from sandbox.exercises import ANSWERS, EXERCISE_KEYS, MISTAKE_KEYS, answer_names, read_answer
from sandbox.lessons import LESSON_KEYS, NAME, NOT_PROJECT, folders, lesson_ids, load_lesson
from sandbox.project import read_project
from sandbox.requests_http import read
from sandbox.toml_file import Key, TomlFile


def structure(root: Path, lesson_id: str) -> Iterator[AuthorError]:
    """In no order, and some of them twice."""
    where = f"lessons/{lesson_id}"
    try:
        file = TomlFile(root / where / "lesson.toml", f"{where}/lesson.toml")
    except AuthorError as error:
        yield error
        return
    names = folders(root / where)
    yield from file.faults((), LESSON_KEYS)
    yield from _requires(root, lesson_id, file)
    discussion = file.data.get("discussion", {})
    for name in discussion if isinstance(discussion, dict) else ():
        yield from file.faults(("discussion", name), QUESTION_KEYS)
    exercises = file.data.get("exercise", {})
    for name in exercises if isinstance(exercises, dict) else ():
        yield from _tables(root / where, file, name)
        if name not in names:
            message = f"[exercise.{name}] has no folder; found {listed(names)}{nearest(name, names)}"
            yield file.error(("exercise", name), message, "exercise-parts")
    for name in names:
        yield from _playground(root / where / name, f"{where}/{name}")
        if not NAME.fullmatch(name):
            message = f'the folder name "{name}" needs small letters, digits and single hyphens'
            yield AuthorError(where, None, message, "folder")
    yield from _error(lambda: load_lesson(root, lesson_id))


def _requires(root: Path, lesson_id: str, file: TomlFile) -> Iterator[AuthorError]:
    known = [other for other in lesson_ids(root) if other != lesson_id]
    requires = file.data.get("requires", [])
    for required in requires if isinstance(requires, list) else ():
        if isinstance(required, str) and required not in known:
            message = f'requires "{required}", expected another lesson{nearest(required, known)}'
            yield file.error(("requires",), message, "unknown-lesson")


def _tables(folder: Path, file: TomlFile, name: str) -> Iterator[AuthorError]:
    keys = ("exercise", name)
    yield from file.faults(keys, EXERCISE_KEYS)
    table = file.data["exercise"][name]
    mistakes = table.get("mistakes") if isinstance(table, dict) else None
    if not isinstance(mistakes, dict):
        return
    found = answer_names(folder / name / "mistakes")
    if found:
        yield from file.faults((*keys, "mistakes"), {mistake: Key("table") for mistake in found})
    for mistake in mistakes:
        yield from file.faults((*keys, "mistakes", mistake), MISTAKE_KEYS)


def _playground(folder: Path, where: str) -> Iterator[AuthorError]:
    try:
        starter = read_project(folder, where, NOT_PROJECT)
    except AuthorError as error:
        yield error
        return
    for part in ANSWERS:
        parent = folder / part
        answers = [part] if part == "solution" else [f"{part}/{name}" for name in answer_names(parent)]
        for answer in answers if parent.is_dir() else ():
            yield from _error(lambda answer=answer: read_answer(folder / answer, f"{where}/{answer}", starter))  # type: ignore[misc]
    saved = folder / "requests.http"
    if not saved.is_file():
        return
    try:
        text = saved.read_text("utf-8")
    except UnicodeDecodeError:
        yield AuthorError(f"{where}/requests.http", None, "is not UTF-8 text", "not-text")
        return
    for request in read(text):
        if isinstance(request, Exception):
            yield AuthorError(f"{where}/requests.http", request.line, request.message, "saved-request")


def _error(read_it: Callable[[], object]) -> Iterator[AuthorError]:
    try:
        read_it()
    except AuthorError as error:
        yield error
