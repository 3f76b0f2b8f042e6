"""What a learner reads in the interpreter that ships: Python's own docstrings are left out, all others are there."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

import pytest

from tests.course import ROOT
from tests.shipped.conftest import BUNDLE, execute

pytestmark = pytest.mark.shipped
APP = '''
import io, pydoc
from contextlib import redirect_stdout
import flask

app = flask.Flask(__name__)

@app.get("/")
def home():
    """Says what help() says."""
    said = io.StringIO()
    with redirect_stdout(said):
        for thing in (flask.Flask.route, flask.redirect, flask.url_for, home):
            help(thing)
    return said.getvalue()
'''


def test_the_snapshot_names_no_path_of_the_machine_that_made_it() -> None:
    [packed] = BUNDLE.glob("snapshot-*.bin")
    memory = gzip.decompress(packed.read_bytes())
    assert b"/lib/python314.zip" in memory, "this is not the memory of an interpreter"
    for trace in (ROOT / "sandbox", ROOT / "node_modules", "interpreter.ts", "core.zip", "deno run"):
        assert str(trace).encode() not in memory, f"the snapshot holds {trace}"


def test_help(tmp_path: Path) -> None:
    request = {"method": "GET", "url": "http://localhost:5000/", "headers": [], "body": ""}
    job = {"id": "help", "files": {"app.py": APP}, "assets": {}, "run": "flask run", "requests": [request]}
    outcome = execute([job], tmp_path)["help"]
    assert outcome["problem"] is None
    [response] = outcome["responses"]
    said = base64.b64decode(response["body"]).decode()
    for words in ("Decorate a view function", "Create a redirect response", "Generate a URL", "Says what help() says"):
        assert words in said, f"{words!r} is missing in:\n{said}"
