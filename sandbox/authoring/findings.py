"""One thing that the linter found, with its place; and finding that place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sandbox.authoring.codes import CODES
from sandbox.errors import AuthorError

QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, order=True)
class Finding:
    """`where` is relative to the project; `line` and `column` count from 1, and are 0 where a whole file is meant.

    `length` is how many characters the finding is about, 0 where that is not known.
    """

    where: str
    line: int
    column: int
    length: int
    code: str
    message: str

    @property
    def level(self) -> str:
        """`error` or `warning`."""
        return CODES[self.code]


class Texts:
    """The lines of the project's files, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines: dict[str, list[str]] = {}
        self.unreadable: set[str] = set()

    def lines(self, where: str) -> list[str]:
        """Lines of a file; none where it is missing or no text, which `unreadable` then holds."""
        if where not in self._lines:
            try:
                self._lines[where] = (self.root / where).read_text("utf-8-sig").split("\n")
            except OSError:
                self._lines[where] = []
            except UnicodeDecodeError:
                self._lines[where] = []
                self.unreadable.add(where)
        return self._lines[where]

    def finding(self, code: str, where: str, line: int | None, message: str, word: str = "") -> Finding:
        """A finding at a word of a line, or at where the line begins."""
        lines = self.lines(where)
        if not line or line > len(lines):
            return Finding(where, line or 0, 0, 0, code, message)
        text = lines[line - 1]
        column = text.find(word) if word else -1
        if column < 0:
            column, word = len(text) - len(text.lstrip()), text.strip()
        return Finding(where, line, column + 1, len(word), code, message)

    def of(self, error: AuthorError, code: str) -> Finding:
        """An error of the build as a finding, at the first word that it quotes; `code` is for those that have none."""
        lines = self.lines(error.where)
        text = lines[error.line - 1] if error.line and error.line <= len(lines) else ""
        word = next((word for word in QUOTED.findall(error.message) if word in text), "")
        return self.finding(error.code or code, error.where, error.line, error.message, word)
