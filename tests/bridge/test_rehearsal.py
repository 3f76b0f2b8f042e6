"""A rehearsal ends without a trace, and says so where it did not work."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import pytest

from sandbox.bridge import rehearsal
from sandbox.bridge.surface import Bridge


def state() -> list[object]:
    """What an app finds, and what it may leave."""
    own = [name for name, module in sys.modules.items() if "rehearsal" in str(getattr(module, "__file__", ""))]
    handlers = {name: list(logging.getLogger(name).handlers) for name in ("", "app", "werkzeug")}
    return [Path.cwd(), list(sys.path), list(sys.argv), dict(os.environ), own, handlers, sys.stdout, sys.stdin]


def test_nothing_of_it_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state()
    rehearsal.rehearse(str(tmp_path / "rehearsal"))
    assert state() == before
    assert not list(tmp_path.iterdir())
    assert capsys.readouterr() == ("", "")


def test_a_project_starts_after_it_as_ever(tmp_path: Path) -> None:
    rehearsal.rehearse(str(tmp_path / "rehearsal"))
    bodies: list[bytes] = []
    bridge = Bridge(lambda event: bodies.append(event["bytes"]) if event["type"] == "chunk" else None, str(tmp_path))
    app = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home(): return app.import_name\n"
    try:
        assert bridge.start({"app.py": app}, "flask run") is None
        bridge.request(1, "GET", "http://localhost:5000/", [], b"")
        assert b"".join(bodies) == b"app"
    finally:
        bridge.close()


def test_one_that_does_not_work_is_no_silent_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "FILES", {"app.py": "import nowhere_to_be_found"})
    with pytest.raises(RuntimeError, match="nowhere_to_be_found"):
        rehearsal.rehearse(str(tmp_path / "rehearsal"))
