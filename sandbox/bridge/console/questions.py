"""Standard input, at which nobody can type: Python in a worker blocks the very messages that an answer would come by.

So every question meets the end of the input, as in `command < /dev/null`, and afterwards it is said why.
"""

from __future__ import annotations

import io

HINT = (
    "[The program asked for input, and Python in the browser cannot wait for an answer. "
    "Give the value as an option or an argument; --help lists them.]\n"
)


class Nobody(io.StringIO):
    """Empty; remembers whether anything was read."""

    asked = False

    def read(self, *_: object) -> str:
        """Nothing."""
        self.asked = True
        return ""

    def readline(self, *_: object) -> str:  # type: ignore[override]
        """Nothing."""
        return self.read()
