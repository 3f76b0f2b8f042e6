"""Questions for a class to talk about, from `lesson.toml`: what to ask, and what a good answer touches.

They have no single right answer; those belong into a quiz, which the reader answers alone. A site without a page for
instructors needs none, so their number is a matter of the pages and not of the lesson.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.errors import AuthorError
from sandbox.toml_file import Key, TomlFile

KEYS = {"asks": Key("text"), "listen_for": Key("text")}
#: How many a lesson has whose track has a page for instructors.
FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Question:
    """Both are Markdown; `listen_for` is for the instructor alone."""

    asks: str
    listen_for: str


def read_discussion(file: TomlFile) -> tuple[Question, ...]:
    """The tables `[discussion.<name>]` in their order; nothing where there are none.

    :raises AuthorError: for a key that is missing or unknown, or text that is none.
    """
    names = file.data.get("discussion", {})
    tables = file.table(("discussion",), {name: Key("table") for name in names}) if names else {}
    return tuple(Question(**file.table(("discussion", name), KEYS)) for name in tables)


def refuse_silence(lesson_id: str, questions: Iterable[Question], page: str) -> AuthorError | None:
    """What is wrong with a lesson that this page shows to instructors, if it asks nothing or too much."""
    number = len(tuple(questions))
    if FEWEST <= number <= MOST:
        return None
    message = f"has {number} tables [discussion.…], expected {FEWEST} to {MOST}, since {page} shows them to instructors"
    return AuthorError(f"lessons/{lesson_id}/lesson.toml", None, message, "number-of-questions")
