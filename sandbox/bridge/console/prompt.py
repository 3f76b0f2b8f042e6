"""A Python prompt that is handed its lines one by one: `python` and `flask shell` once they wait for input.

A newcomer would call `code.interact()`, which loops over `input()`; in a worker nothing can wait for a line. So that is
what gets replaced, and everything before it (banner, shell context) stays Python's and Flask's.
"""

from __future__ import annotations

import builtins
import sys
from code import InteractiveConsole
from contextvars import copy_context
from rlcompleter import Completer
from typing import Any, NoReturn

from flask import Flask, current_app

FIRST, NEXT = ">>> ", "... "


class Prompting(BaseException):
    """Stands where a program would wait for lines; not an `Exception`, so that the project does not catch it."""

    def __init__(self, banner: str, names: dict[str, Any], goodbye: str = "") -> None:
        self.banner, self.names, self.goodbye = banner, names, goodbye
        # Whoever raised this ends its context on the way out.
        self.app: Flask | None = current_app._get_current_object() if current_app else None  # type: ignore[attr-defined]


def interact(banner: str = "", _: object = None, local: dict[str, Any] | None = None, **__: object) -> NoReturn:
    """In the place of `code.interact`."""
    raise Prompting(banner, {} if local is None else local, "now exiting InteractiveConsole...\n")


class Prompt:
    """All lines run in one context: a database session that a line began is the next line's too."""

    def __init__(self, asked: Prompting) -> None:
        self._asked = asked
        self._context = copy_context()
        self._console = InteractiveConsole(asked.names, "<stdin>")
        self._completer = Completer(asked.names)
        self._app_context = asked.app.app_context() if asked.app else None
        if self._app_context:
            self._context.run(self._app_context.push)
        if asked.banner:
            print(asked.banner, file=sys.stderr)

    def line(self, text: str) -> str:
        """Takes a line; returns what to show before the next one. Raises `SystemExit` where the line does."""
        return NEXT if self._context.run(self._console.push, text) else FIRST

    def drop(self) -> str:
        """Ctrl+C: forgets the lines of a block that is not complete."""
        self._console.resetbuffer()
        print("\nKeyboardInterrupt", file=sys.stderr)
        return FIRST

    def names(self, text: str) -> list[str]:
        """What `text`, a name with dots, can become."""
        return self._context.run(self._found, text)

    def close(self) -> None:
        """The program ends, and the app's context with it."""
        if self._app_context:
            self._context.run(self._app_context.pop)
        builtins.__dict__.pop("_", None)

    def end(self) -> None:
        """Ctrl+D."""
        sys.stderr.write(self._asked.goodbye)

    def _found(self, text: str) -> list[str]:
        found: list[str] = []
        while text and (name := self._completer.complete(text, len(found))):
            found.append(name)
        return found
