"""Debug mode: Werkzeug's interactive debugger, with its own files, PIN and console."""

from __future__ import annotations

import re

import pytest

from tests.bridge.conftest import Playground, app

BROKEN = app("secret = 'squirrel'\nreturn 1 / 0")


@pytest.fixture(params=["flask run --debug", "python app.py"])
def debugged(request: pytest.FixtureRequest, playground: Playground) -> Playground:
    assert playground.start(BROKEN + "if __name__ == '__main__':\n    app.run(debug=True)\n", request.param) is None
    return playground


def test_a_fault_opens_the_debugger_and_is_a_problem(debugged: Playground) -> None:
    response = debugged.request("/")
    assert response["status"] == 500
    assert b"<title>ZeroDivisionError: division by zero" in response["body"]
    assert [problem["type"] for problem in debugged.problems] == ["ZeroDivisionError"]
    assert "Traceback (most recent call last)" in debugged.printed


def test_its_files_are_served(debugged: Playground) -> None:
    response = debugged.request("/?__debugger__=yes&cmd=resource&f=style.css")
    assert response["status"] == 200 and b"{" in response["body"]
    assert ["Content-Type", "text/css; charset=utf-8"] in response["headers"]


def test_code_runs_in_a_frame_after_the_pin(debugged: Playground) -> None:
    page = debugged.text("/")
    [secret] = re.findall(r'SECRET = "(\w+)"', page)
    frame = re.findall(r'id="frame-(\d+)"', page)[-1]
    [pin] = re.findall(r"Debugger PIN: ([\d-]+)", debugged.printed)
    denied = debugged.text(f"/?__debugger__=yes&cmd=pinauth&pin=0&s={secret}")
    assert '"auth": false' in denied
    granted = debugged.request(f"/?__debugger__=yes&cmd=pinauth&pin={pin}&s={secret}")
    cookie = dict(map(tuple, granted["headers"]))["Set-Cookie"].partition(";")[0]
    said = debugged.request(f"/?__debugger__=yes&cmd=secret&frm={frame}&s={secret}", headers=[["Cookie", cookie]])
    assert b"squirrel" in said["body"]


def test_it_is_off_otherwise(playground: Playground) -> None:
    playground.start(BROKEN)
    assert b"Debugger" not in playground.request("/")["body"]
    assert "Debugger PIN" not in playground.printed
