"""What a learner reads in the interpreter that ships: Python's own docstrings are left out, all others are there."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.shipped.conftest import execute

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


def test_help(tmp_path: Path) -> None:
    request = {"method": "GET", "url": "http://localhost:5000/", "headers": [], "body": ""}
    job = {"id": "help", "files": {"app.py": APP}, "assets": {}, "run": "flask run", "requests": [request]}
    outcome = execute([job], tmp_path)["help"]
    assert outcome["problem"] is None
    [response] = outcome["responses"]
    said = base64.b64decode(response["body"]).decode()
    for words in ("Decorate a view function", "Create a redirect response", "Generate a URL", "Says what help() says"):
        assert words in said, f"{words!r} is missing in:\n{said}"
