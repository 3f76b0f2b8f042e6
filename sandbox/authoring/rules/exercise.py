"""What an exercise needs beyond its form: mistakes that can be told apart, and enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sandbox.authoring.findings import Finding, Texts
from sandbox.errors import AuthorError
from sandbox.exercises import Exercise
from sandbox.lessons import load_lesson
from sandbox.toml_file import TomlFile


def exercises(texts: Texts, lesson_id: str) -> Iterator[Finding]:
    """Nothing for a lesson that cannot be read, which `structure` tells."""
    try:
        lesson = load_lesson(texts.root, lesson_id)
    except AuthorError:
        return
    where = f"lessons/{lesson_id}/lesson.toml"
    file = TomlFile(Path(texts.root, where), where)
    found = {name: playground.exercise for name, playground in lesson.playgrounds.items() if playground.exercise}
    if not found:
        yield texts.finding("no-exercise", where, 1, "the lesson has no exercise, so that nobody tries what it teaches")
    for name, exercise in found.items():
        yield from _mistakes(texts, file, name, exercise)


def _mistakes(texts: Texts, file: TomlFile, name: str, exercise: Exercise) -> Iterator[Finding]:
    if len(exercise.mistakes) < 2:
        message = f"[exercise.{name}] knows one mistake; two or more make it worth to tell them apart"
        yield texts.finding("few-mistakes", file.where, file.line("exercise", name, "mistakes"), message)
    for number, mistake in enumerate(exercise.mistakes):
        line = file.line("exercise", name, "mistakes", mistake.name, "says")
        for earlier in exercise.mistakes[:number]:
            if earlier.says in mistake.says:
                message = f'says what "{earlier.name}" says, so the page takes it for that one; say what is particular'
                yield texts.finding("same-words", file.where, line, message, "says")
            elif earlier.because == mistake.because:
                below = file.line("exercise", name, "mistakes", mistake.name, "because")
                message = f'explains itself with the words of "{earlier.name}"; explain this mistake'
                yield texts.finding("same-words", file.where, below, message, "because")
