"""A bridge on a folder of its own, and what it reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sandbox.bridge.surface import Bridge

Plain = dict[str, Any]


class Playground:
    """The bridge as the worker drives it; sources may be indented for the test's sake."""

    def __init__(self, root: Path) -> None:
        self.events: list[Plain] = []
        self.root = root
        self.bridge = Bridge(self.events.append, str(root))
        self._last = 0

    def start(self, app: str, run: str = "flask run", **files: str | bytes) -> Plain | None:
        return self.bridge.start({"app.py": dedent(app), **files}, run)

    def request(
        self, path: str, method: str = "GET", headers: list[list[str]] | None = None, body: bytes = b""
    ) -> Plain:
        """Sends a request; returns the response event with the whole body and its chunks."""
        self._last += 1
        fields = [["Host", "localhost:5000"], *(headers or [])]
        if body:
            fields.append(["Content-Length", str(len(body))])
        self.bridge.request(self._last, method, f"http://localhost:5000{path}", fields, body)
        head = next(event for event in self.of("response") if event["id"] == self._last)
        chunks = [event["bytes"] for event in self.of("chunk") if event["id"] == self._last]
        return {**head, "chunks": chunks, "body": b"".join(chunks)}

    def check(self, app: str, test: str) -> Plain:
        return self.bridge.check({"app.py": dedent(app), "test_app.py": dedent(test)})

    def of(self, kind: str) -> list[Plain]:
        return [event for event in self.events if event["type"] == kind]

    @property
    def printed(self) -> str:
        return "".join(event["text"] for event in self.of("output"))

    @property
    def problems(self) -> list[Plain]:
        return [event["problem"] for event in self.of("problem")]


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    made = Playground(tmp_path / "app")
    yield made
    made.bridge.close()
