"""Standard input of the console's programs: what the reader types, or nothing where Python cannot wait for it.

Python in a worker blocks the very messages that an answer would come by. Where the engine can set WebAssembly aside
(JavaScript Promise Integration), `wait` does so until the answer is there. Elsewhere every question meets the end of
the input, as in `command < /dev/null`, and afterwards it is said why.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import TextIO

#: Waits for a line, which is not to be seen where the argument is true. `=` and the line, or a key: `^C`, `^D`.
Wait = Callable[[bool], str]
HINT = (
    "[The program asked for input, and Python in this browser cannot wait for an answer. "
    "Give the value as an option or an argument; --help lists them.]\n"
)


class Answers(io.TextIOBase):
    """`wait` is None where nobody can be asked; `settle` sends what was printed before."""

    def __init__(self, wait: Wait | None = None, settle: Callable[[], None] = lambda: None) -> None:
        self._wait, self._settle = wait, settle
        #: Whether a question stayed without an answer.
        self.refused = False

    def readable(self) -> bool:
        return True

    def readline(self, *_: object) -> str:  # type: ignore[override]
        """A line with its newline; empty at the end of the input. Raises `KeyboardInterrupt`."""
        return self._ask(secret=False)

    def read(self, *_: object) -> str:
        """Lines up to the end of the input."""
        return "".join(iter(self.readline, ""))

    def getpass(self, prompt: str = "Password: ", stream: TextIO | None = None, **_: object) -> str:
        """In the place of `getpass.getpass`. Raises `EOFError` at the end of the input."""
        print(prompt, end="", file=stream or sys.stderr, flush=True)
        line = self._ask(secret=True)
        if not line:
            raise EOFError
        return line.removesuffix("\n")

    def _ask(self, secret: bool) -> str:
        if self._wait is None:
            self.refused = True
            return ""
        self._settle()
        said = self._wait(secret)
        if said == "^C":
            raise KeyboardInterrupt
        return "" if said == "^D" else f"{said[1:]}\n"
