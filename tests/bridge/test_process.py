"""What the bridge takes from the process, and gives back."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

from flask import got_request_exception

from tests.bridge.conftest import Playground, app

FIRST_REQUEST = """
import sys
before = set(sys.modules)
from sandbox.bridge.surface import Bridge
events = []
bridge = Bridge(events.append, sys.argv[1])
assert bridge.start({"app.py": sys.argv[2]}, "flask run") is None, events
bridge.request(1, "GET", "http://localhost:5000/", [], b"")
assert any(event.get("bytes") == b"hello" for event in events), events
bridge.close()
print(" ".join(set(sys.modules) - before))
"""


def state() -> list[object]:
    loggers = [logging.getLogger(name) for name in ("", "werkzeug", "app")]
    return [
        sys.stdout, sys.stderr, sys.stdin, sys.argv, list(sys.path), sys.modules["__main__"], sys.dont_write_bytecode,
        Path.cwd(), dict(os.environ), [(list(logger.handlers), logger.level) for logger in loggers],
        "app" in sys.modules, "test_app" in sys.modules, bool(got_request_exception.receivers),
    ]  # fmt: skip


def test_close_leaves_nothing_behind(tmp_path: Path) -> None:
    before = state()
    for text in ("first", "second"):
        made = Playground(tmp_path / text)
        source = "import os, sys\nos.environ['X'] = 'y'\nsys.path.append('/x')\n" + app(
            f"app.logger.error('!'); return '{text}'"
        )
        made.start(source + "app.run(debug=True)", "python app.py" if text == "first" else "flask run --debug")
        assert made.text("/") == text
        assert '"GET / HTTP/1.1" 200 -' in made.printed
        made.check(source, "from app import app\ndef test_a():\n    pass\n")
        made.bridge.close()
        assert state() == before


def test_closing_an_unused_bridge_changes_nothing(tmp_path: Path) -> None:
    before = state()
    Playground(tmp_path).bridge.close()
    assert state() == before


def test_the_first_response_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    source = app("return 'hello'")
    command = [sys.executable, "-c", FIRST_REQUEST, str(tmp_path / "app"), source]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "flask" in loaded
    assert loaded.isdisjoint(
        {"pytest", "_pytest", "sqlite3", "asyncio", "multiprocessing", "unittest", "js", "pyodide"}
    )
