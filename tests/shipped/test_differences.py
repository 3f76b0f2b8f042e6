"""The page "What differs in the browser" is true: small programs run under `flask run` and in the shipped interpreter.

What a program gives is the same in both, or it is a row of the page's table and differs exactly as declared. So a row
goes when a newer Pyodide closes the gap, and a new gap is found here first.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.shipped.conftest import execute, fields
from tests.shipped.differences.app import app
from tests.shipped.differences.entries import ENTRIES, Ask, Difference, Entry
from tests.shipped.differences.table import COMMAND, PAGE, with_table
from tests.shipped.test_parity import comparable, flask_run, send

FOLDER = Path(__file__).with_name("differences")
FILES = {f"programs/{path.name}": path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py"))}
PROJECT = {**FILES, "app.py": "from programs.app import app\n"}
#: A line for each program that asks the terminal; the second one is for the debugger.
TYPED = b"typed at home\ncontinue\n"
SAME = [entry for entry in ENTRIES if entry.difference is None]
DIFFERENT = [entry for entry in ENTRIES if entry.difference]
#: Status, reason, header fields, body.
Response = tuple[int, str, list[tuple[str, str | list[str]]], bytes]
#: By a program's path, and which of its requests it was.
Responses = dict[tuple[str, int], Response]
Shipped = dict[tuple[str, int], dict[str, Any]]


#: In the order in which they are sent.
ASKED = {(entry.path, number): (entry, ask) for entry in ENTRIES for number, ask in enumerate(entry.asks)}


def head(ask: Ask) -> list[list[str]]:
    return fields(ask.method, list(ask.headers.items()), ask.body)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    requests = [
        {
            "method": ask.method,
            "url": f"http://localhost:5000{entry.path}{ask.query}",
            "headers": head(ask),
            "body": ask.body,
        }
        for entry, ask in ASKED.values()
    ]
    job = {"id": "programs", "files": PROJECT, "assets": {}, "run": "flask run", "requests": requests}
    outcome = execute([job], tmp_path_factory.mktemp("programs"))["programs"]
    assert outcome["problem"] is None, outcome["problem"]["traceback"]
    return dict(zip(ASKED, outcome["responses"], strict=True))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Responses:
    folder = tmp_path_factory.mktemp("home")
    for name, text in PROJECT.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found: Responses = {}
    with flask_run(folder, TYPED) as port:
        for key, (entry, ask) in ASKED.items():
            answer = send(port, ask.method, entry.path + ask.query, head(ask), ask.body.encode())
            found[key] = compared(*answer)
    return found


def compared(status: int, reason: str, headers: list[list[str]], body: bytes) -> Response:
    """Without times, and without the order of a set, which is another one in each process."""
    kept = [(name, re.sub(r"(?<=Expires=)[^;]+", "…", value)) for name, value in comparable(headers)]
    told = [(name, sorted(value.split(", ")) if name == "allow" else value) for name, value in kept]
    return status, reason, told, body


def outcome(body: bytes) -> object:
    """What a program gave, or the class and words of what it raised."""
    said = json.loads(body)
    return said["raised"] if "raised" in said else said["gave"]


@pytest.mark.shipped
@pytest.mark.parametrize("entry", SAME, ids=lambda entry: entry.path)
def test_same(entry: Entry, home: Responses, shipped: Shipped) -> None:
    for number, ask in enumerate(entry.asks):
        here, there = shipped[entry.path, number], home[entry.path, number]
        assert b'"raised"' not in there[3], there[3]
        body = base64.b64decode(here["body"])
        assert compared(here["status"], here["reason"], here["headers"], body) == there, ask


@pytest.mark.shipped
@pytest.mark.parametrize("entry", DIFFERENT, ids=lambda entry: entry.path)
def test_differs_as_declared(entry: Entry, home: Responses, shipped: Shipped) -> None:
    here, declared = shipped[entry.path, 0], entry.difference
    assert isinstance(declared, Difference) and declared.gives != declared.instead
    assert outcome(home[entry.path, 0][3]) == declared.gives, "at home"
    assert outcome(base64.b64decode(here["body"])) == declared.instead, "in the browser"
    if here["status"] == 500:
        assert [bool(advice) for advice in here["advice"]] == [True], (
            "an error that is not there at home says what to do"
        )


def test_every_program_has_a_path_of_its_own() -> None:
    assert len({entry.path for entry in ENTRIES}) == len(ENTRIES) == len(app.view_functions) - 1  # static


def test_the_page_has_the_table() -> None:
    text = PAGE.read_text("utf-8")
    assert with_table(text) == text, f"The table is not that of the programs. This writes it: {COMMAND}"


@pytest.mark.parametrize("text", ["no table", "<!-- /differences --><!-- differences -->", "<!-- differences -->" * 2])
def test_a_page_without_its_two_comments(text: str) -> None:
    with pytest.raises(ValueError, match="each of them once"):
        with_table(text)
