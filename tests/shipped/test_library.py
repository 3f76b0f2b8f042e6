"""What a learner reads in the interpreter that ships: Python's own docstrings are left out, all others are there."""

from __future__ import annotations

import base64
import gzip
import json
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

@app.get("/start")
def start():
    """How this interpreter has started."""
    import gc, importlib, re, textwrap
    re.purge()
    re._compiler._parser.parse, parse = None, re._compiler._parser.parse
    importlib.reload(textwrap)
    re._compiler._parser.parse = parse
    return [type(flask.__loader__).__name__, gc.isenabled()]
'''


def test_the_snapshot_names_no_path_of_the_machine_that_made_it() -> None:
    [packed] = BUNDLE.glob("snapshot-*.bin")
    memory = gzip.decompress(packed.read_bytes())
    assert b"/lib/python314.zip" in memory, "this is not the memory of an interpreter"
    for trace in (ROOT / "sandbox", ROOT / "node_modules", "interpreter.ts", "core.zip", "deno run"):
        assert str(trace).encode() not in memory, f"the snapshot holds {trace}"


def test_help_and_how_it_has_started(tmp_path: Path) -> None:
    requests = [
        {"method": "GET", "url": f"http://localhost:5000/{path}", "headers": [], "body": ""} for path in ("start", "")
    ]
    job = {"id": "help", "files": {"app.py": APP}, "assets": {}, "run": "flask run", "requests": requests}
    outcome = execute([job], tmp_path)["help"]
    assert outcome["problem"] is None
    start, said = (base64.b64decode(response["body"]).decode() for response in outcome["responses"])
    assert json.loads(start) == ["Archive", True]
    for words in ("Decorate a view function", "Create a redirect response", "Generate a URL", "Says what help() says"):
        assert words in said, f"{words!r} is missing in:\n{said}"
