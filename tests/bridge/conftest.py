"""A bridge on a folder of its own, and what it reported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sandbox.bridge.surface import Bridge

Plain = dict[str, Any]
Fields = list[list[str]]


class Playground:
    """The bridge as the worker drives it; sources may be indented for the test's sake."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.events: list[Plain] = []
        self.bridge = Bridge(self.events.append, str(root))
        self._last = 0

    def start(self, app: str, run: str = "flask run", files: Mapping[str, str | bytes] | None = None) -> Plain | None:
        return self.bridge.start({"app.py": dedent(app), **(files or {})}, run)

    def request(self, path: str, method: str = "GET", headers: Fields | None = None, body: bytes = b"") -> Plain:
        """Sends a request; returns the response event with its chunks and the whole body."""
        self._last += 1
        fields = [["Host", "localhost:5000"], *(headers or [])]
        self.bridge.request(self._last, method, f"http://localhost:5000{path}", fields, body)
        mine = [event for event in self.events if event.get("id") == self._last and event["type"] != "inspection"]
        [head] = [event for event in mine if event["type"] == "response"]
        assert mine[-1] == {"type": "end", "id": self._last} or mine[-1]["type"] == "problem"
        chunks = [event["bytes"] for event in mine if event["type"] == "chunk"]
        return {**head, "chunks": chunks, "body": b"".join(chunks)}

    def text(self, path: str) -> str:
        return str(self.request(path)["body"].decode())

    def check(self, app: str, test: str, files: Mapping[str, str | bytes] | None = None) -> Plain:
        return self.bridge.check({"app.py": dedent(app), "test_app.py": dedent(test), **(files or {})})

    def of(self, kind: str) -> list[Plain]:
        return [event for event in self.events if event["type"] == kind]

    @property
    def printed(self) -> str:
        return "".join(event["text"] for event in self.of("output"))

    @property
    def inspected(self) -> Plain:
        """What was told of the last request."""
        told: Plain = json.loads(self.of("inspection")[-1]["text"])
        return told

    @property
    def problems(self) -> list[Plain]:
        return [event["problem"] for event in self.of("problem")]


def app(body: str) -> str:
    """An app whose one view, for every path, has this body."""
    lines = dedent(body).strip().replace("\n", "\n    ")
    return f"from flask import *\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    {lines}\n"


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    made = Playground(tmp_path / "app")
    yield made
    made.bridge.close()
