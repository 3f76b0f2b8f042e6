"""Standard output and error as events, with a budget.

A program that prints 100 MB would drown the page in messages, so each request (and the start) may print so much to each
of the two and no more; the rest is counted, and one sentence says how much it was. The server opens the next budget
before its own line about a request (`settle`), so that a view that prints or logs without end does not swallow it.
"""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable
from typing import Any

Emit = Callable[[dict[str, Any]], None]
#: Bytes that a request may print to one stream.
BUDGET = 256 * 1024
#: So many writes are sent at once, so that a loop without end still shows what came before it; then in blocks.
PROMPT = 500
#: Characters.
BLOCK = 8 * 1024


class Output:
    """Takes over `sys.stdout` and `sys.stderr` for a `with` block, at whose end everything has been sent."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._waiting, self._waiting_for = "", ""
        self._sources = {name: _Source(name, self._take) for name in ("stdout", "stderr")}
        self.settle()

    def __enter__(self) -> None:
        self._real = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (source.text for source in self._sources.values())

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._real
        self.settle()

    def settle(self) -> None:
        """Sends what is buffered, says what was left out, and opens the next budget."""
        for source in self._sources.values():
            source.text.flush()
        self._send()
        if left_out := sum(source.left_out for source in self._sources.values()):
            text = f"\n[{left_out:,} more bytes were printed and are not shown]\n"
            self._emit({"type": "output", "stream": "stderr", "text": text})
        for source in self._sources.values():
            source.renew()
        self._prompt = PROMPT

    def _take(self, name: str, text: str) -> None:
        if name != self._waiting_for:
            self._send()
        self._waiting, self._waiting_for = self._waiting + text, name
        self._prompt -= 1
        if self._prompt >= 0 or len(self._waiting) >= BLOCK:
            self._send()

    def _send(self) -> None:
        if self._waiting:
            self._emit({"type": "output", "stream": self._waiting_for, "text": self._waiting})
        self._waiting = ""


class _Source(io.RawIOBase):
    """The bytes of one stream, up to the budget, as text; `text` is what the app writes to."""

    def __init__(self, name: str, take: Callable[[str, str], None]) -> None:
        self._name, self._take = name, take
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.text = io.TextIOWrapper(io.BufferedWriter(self), "utf-8", "backslashreplace", "\n", line_buffering=True)
        self.renew()

    def renew(self) -> None:
        self._left, self.left_out = BUDGET, 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = len(data)
        if kept := min(size, self._left):
            self._left -= kept
            self._take(self._name, self._decoder.decode(bytes(data[:kept])))
        self.left_out += size - kept
        return size
