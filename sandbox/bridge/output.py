"""Standard output and error as events, with a budget.

A program that prints 100 MB in a loop would drown the page in messages, so each request may print so much and
no more; the rest is counted, and one sentence says how much it was.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any, Literal

Emit = Callable[[dict[str, Any]], None]
BUDGET = 256 * 1024


class Output:
    """Takes over `sys.stdout` and `sys.stderr` until `close`."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._left = BUDGET
        self._dropped = 0
        self._real = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._stream("stdout"), self._stream("stderr")

    def _stream(self, name: Literal["stdout", "stderr"]) -> io.TextIOWrapper:
        return io.TextIOWrapper(_Events(name, self._take), encoding="utf-8", errors="backslashreplace", line_buffering=True)

    def _take(self, stream: str, data: bytes) -> None:
        kept = data[: self._left]
        self._left -= len(kept)
        self._dropped += len(data) - len(kept)
        if kept:
            self._emit({"type": "output", "stream": stream, "text": kept.decode("utf-8", "replace")})

    def settle(self) -> None:
        """Sends what is buffered, says what was left out, and opens the next budget."""
        sys.stdout.flush()
        sys.stderr.flush()
        if self._dropped:
            text = f"\n[{self._dropped:,} more bytes were printed and are not shown]\n"
            self._emit({"type": "output", "stream": "stderr", "text": text})
        self._left, self._dropped = BUDGET, 0

    def close(self) -> None:
        self.settle()
        sys.stdout, sys.stderr = self._real


class _Events(io.RawIOBase):
    def __init__(self, name: str, take: Callable[[str, bytes], None]) -> None:
        self._name, self._take = name, take

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._take(self._name, content)
        return len(content)
