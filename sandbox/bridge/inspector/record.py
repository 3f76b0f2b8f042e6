"""What has been seen of one request: happenings in the order of time, each with the milliseconds since its start.

It holds the app's objects for the time of the request alone; what is kept of values is their words at that moment.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

from flask import Flask, Request, has_request_context, request

Plain = dict[str, Any]
#: A request that logs or queries in a loop shows so many happenings, and the number of the others.
MOST = 150


class Record:
    """`root` is the project's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.app: Flask | None = None
        self.request: Request | None = None
        self.happenings: list[Plain] = []
        self.left_out = 0
        #: How many functions that are noted run inside each other. Clocks are too coarse to tell it afterwards.
        self.depth = 0
        #: Status and header fields of the response.
        self.head: Plain = {"status": 0, "headers": []}
        #: Happenings that are not over, by the `id` of the code or template that runs.
        self.running: dict[int, list[Plain]] = {}
        #: Names and numbers of receivers of the signals that were sent.
        self.signals: list[tuple[str, int]] = []
        #: What context processors have added to templates.
        self.injected: set[str] = {"g", "request", "session"}
        #: Functions that ran, for the happenings that tell it.
        self.functions: list[tuple[Plain, object]] = []
        #: `Message-ID` of the mails that were sent.
        self.mails: set[str] = set()
        #: A Problem of the request itself, which the app answers with 400.
        self.refusal: Plain | None = None
        self._start = perf_counter()

    @property
    def now(self) -> float:
        """Milliseconds since the request began."""
        return round((perf_counter() - self._start) * 1000, 3)

    def add(self, kind: str, **plain: object) -> Plain | None:
        """Notes a happening; None where it belongs to another request, such as one of a test client inside a view."""
        if self.app is None or (has_request_context() and current_request() is not self.request):
            return None
        if len(self.happenings) >= MOST:
            self.left_out += 1
            return None
        happening = {"at": self.now, "depth": self.depth, "kind": kind, **plain}
        self.happenings.append(happening)
        return happening


def current_request() -> Request:
    """The request itself, not the proxy."""
    current: Request = request._get_current_object()  # type: ignore[attr-defined]
    return current
