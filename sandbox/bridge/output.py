"""Standard output and error as events, with a budget.

A program that prints 100 MB in a loop would drown the page in messages, so each request may print so much and
no more; the rest is counted, and one sentence says how much it was.
"""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable
from typing import Any

Emit = Callable[[dict[str, Any]], None]
#: Bytes that one request, or the start, may print.
BUDGET = 256 * 1024
#: So many lines are sent one by one, so that a loop without end still shows what came before it; then in blocks.
PROMPT_LINES = 500
BLOCK = 8 * 1024


class Output:
    """Takes over `sys.stdout` and `sys.stderr` until `close`."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._real = sys.stdout, sys.stderr
        self._streams = [_Stream("stdout", emit), _Stream("stderr", emit)]
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.BufferedWriter(stream), "utf-8", "backslashreplace", line_buffering=True)
            for stream in self._streams
        )

    def settle(self) -> None:
        """Sends what is buffered, says what was left out, and opens the next budget."""
        sys.stdout.flush()
        sys.stderr.flush()
        if dropped := sum(stream.settle() for stream in self._streams):
            text = f"\n[{dropped:,} more bytes were printed and are not shown]\n"
            self._emit({"type": "output", "stream": "stderr", "text": text})

    def close(self) -> None:
        """Gives the process its own streams back."""
        self.settle()
        sys.stdout, sys.stderr = self._real


class _Stream(io.RawIOBase):
    def __init__(self, name: str, emit: Emit) -> None:
        self._name, self._emit = name, emit
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = ""
        self._lines, self._left, self._dropped = 0, BUDGET, 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        kept = content[: self._left]
        self._left -= len(kept)
        self._dropped += len(content) - len(kept)
        self._waiting += self._decoder.decode(kept)
        self._lines += 1
        if self._lines <= PROMPT_LINES or len(self._waiting) >= BLOCK:
            self._send()
        return len(content)

    def settle(self) -> int:
        """Sends the rest; returns how many bytes were left out."""
        self._send()
        dropped = self._dropped
        self._lines, self._left, self._dropped = 0, BUDGET, 0
        return dropped

    def _send(self) -> None:
        if self._waiting:
            self._emit({"type": "output", "stream": self._name, "text": self._waiting})
        self._waiting = ""
