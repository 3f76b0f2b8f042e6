"""What an author of lessons or pages is told: the file, the line, what was found, what was expected, the nearest match.

Two steps, because the part that finds a fault seldom knows where the text stands: it raises `Fault`, and the part that
knows turns that into `AuthorError`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches


class Fault(Exception):
    """Something wrong in a text.

    :param message: what was found and what was expected, beginning in lower case.
    :param line: which line of the text, from 1; None where it concerns the whole.
    :param code: the linter's name for this kind of fault; empty where the place of the text says enough.
    """

    def __init__(self, message: str, line: int | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.code = code


class AuthorError(Exception):
    """A fault with its place; as text `lessons/start/first-app/lesson.toml:7: unknown key …`.

    :param where: path relative to the project, with `/`.
    :param line: from 1; None where the file or folder as a whole is meant.
    :param code: as `Fault`'s.
    """

    def __init__(self, where: str, line: int | None, message: str, code: str = "") -> None:
        super().__init__(f"{where}:{line}: {message}" if line else f"{where}: {message}")
        self.where = where
        self.line = line
        self.message = message
        self.code = code


def told_on_the_page() -> bool:
    """True under `dev.py serve`, where an author's error stands on the page and stops nothing."""
    return os.environ.get("FLASKROOM_SERVE") == "1"


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: `; did you mean "minutes"?`, or nothing where none is near."""
    close = get_close_matches(word, list(known), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def listed(words: Iterable[str]) -> str:
    """The words as a list for a sentence; `nothing` where there are none."""
    return ", ".join(words) or "nothing"
