"""Checks by real pytest, reported as the page shows them."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.bridge.conftest import Playground

APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return 'hello'\n"
HEAD = "import pytest\nfrom app import app\n@pytest.fixture\ndef client():\n    return app.test_client()\n"


def results(playground: Playground, test: str, app: str = APP) -> list[dict[str, Any]]:
    report = playground.check(app, HEAD + test)
    assert report["problem"] is None, report["problem"]
    checks: list[dict[str, Any]] = report["results"]
    return checks


def result(playground: Playground, test: str, app: str = APP) -> dict[str, Any]:
    [only] = results(playground, test, app)
    return only


def test_results_stand_in_the_order_written(playground: Playground) -> None:
    test = '''
@pytest.fixture(scope="module", params=["x", "y"])
def letter(request):
    return request.param
def test_zulu(letter):
    """Greets
    politely.

    More for the author.
    """
def test_in_between():
    pass
class TestMore:
    def test_alpha(self, letter):
        """Says bye."""
@pytest.mark.parametrize("name", ["Ada", "Bo"])
def test_names(name):
    """Knows"""
'''
    found = results(playground, test)
    assert [check["label"] for check in found] == [
        "Greets politely. [x]", "Greets politely. [y]", "in between", "Says bye. [x]", "Says bye. [y]",
        "Knows [Ada]", "Knows [Bo]",
    ]  # fmt: skip
    assert {check["outcome"] for check in found} == {"passed"}
    assert found[0]["id"] == "test_app.py::test_zulu[x]"
    assert all(check["duration"] >= 0 and check["message"] == check["detail"] == "" for check in found)


def test_a_failure_carries_the_author_s_sentence_and_its_place(playground: Playground) -> None:
    test = 'def test_a(client):\n    text = client.get("/").text\n    assert text == "bye", f"Not bye but {text}."\n'
    check = result(playground, test)
    assert (check["outcome"], check["message"]) == ("failed", "Not bye but hello.")
    assert (check["file"], check["line"]) == ("test_app.py", 8)
    assert 'assert text == "bye"' in check["detail"] and "- bye" in check["detail"] and "+ hello" in check["detail"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("assert 1 == 2, 'two\\nlines\\n\\n  and an indented one'", "two\nlines\n\n  and an indented one"),
        ("assert 1 == 2, 'say\\nassert x == y\\nno more'", "say\nassert x == y\nno more"),
        ("assert [1, 2] == [1, 3]", "assert [1, 2] == [1, 3]"),
        ("assert {'a': 1} == {'a': 2}, 'The dict differs: 100 %.'", "The dict differs: 100 %."),
        ("assert not app.name, ''", "assert not 'app'"),
        ("assert False, 42", "42"),
        ("raise AssertionError('by hand')", "by hand"),
        ("pytest.fail('given up')", "given up"),
        ("{}['x']", "KeyError: 'x'"),
        ("raise ValueError('one\\ntwo')", "ValueError: one"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("with pytest.raises(ValueError):\n        pass", "DID NOT RAISE ValueError"),
    ],
)
def test_message(playground: Playground, statement: str, message: str) -> None:
    check = result(playground, f"def test_a():\n    {statement}\n")
    assert check["message"] == message
    assert check["outcome"] == "failed" and check["line"] >= 7


def test_a_fault_of_the_app_leads_to_the_app(playground: Playground) -> None:
    broken = APP.replace("return 'hello'", "return 1 / 0")
    check = result(playground, "def test_a(client):\n    app.testing = True\n    client.get('/')\n", broken)
    assert (check["file"], check["line"]) == ("app.py", 5)
    assert check["message"] == "ZeroDivisionError: division by zero"


def test_detail_holds_what_was_printed_and_logged(playground: Playground) -> None:
    broken = APP.replace("return 'hello'", "print('x' * 100_000); return 1 / 0")
    test = "def test_a(client):\n    assert client.get('/').status_code == 200, 'no page'\n"
    detail = result(playground, test, broken)["detail"]
    assert "Captured stdout call" in detail and "more characters are not shown]" in detail
    assert "Captured log call" in detail and "ZeroDivisionError: division by zero" in detail
    assert len(detail) < 20_000


@pytest.mark.parametrize(
    ("test", "outcome", "message"),
    [
        (
            "@pytest.fixture\ndef x():\n    1 / 0\ndef test_a(x):\n    pass\n",
            "error",
            "ZeroDivisionError: division by zero",
        ),
        (
            "@pytest.fixture\ndef x():\n    yield\n    1 / 0\ndef test_a(x):\n    pass\n",
            "error",
            "ZeroDivisionError: div",
        ),
        ("def test_a(clint):\n    pass\n", "error", "fixture 'clint' not found"),
        ("def test_a():\n    pytest.skip('not today')\n", "skipped", "not today"),
        ("@pytest.mark.skip(reason='later')\ndef test_a():\n    pass\n", "skipped", "later"),
        ("@pytest.mark.xfail(reason='known')\ndef test_a():\n    assert False\n", "skipped", "known"),
        ("@pytest.mark.xfail(strict=True)\ndef test_a():\n    pass\n", "failed", "[XPASS(strict)]"),
    ],
)
def test_other_outcomes(playground: Playground, test: str, outcome: str, message: str) -> None:
    check = result(playground, test)
    assert check["outcome"] == outcome
    assert message in check["message"]
    if outcome != "skipped":
        assert check["file"] == "test_app.py" and check["line"] >= 6


def test_a_failure_stays_one_when_the_teardown_fails_too(playground: Playground) -> None:
    test = "@pytest.fixture\ndef x():\n    yield\n    1 / 0\ndef test_a(x):\n    assert False, 'first'\n"
    check = result(playground, test)
    assert (check["outcome"], check["message"]) == ("failed", "first")


@pytest.mark.parametrize(
    ("app", "kind", "name", "line"),
    [
        ("def broken(:\n", "syntax", "SyntaxError", 1),
        ("\nimport nope\n", "import", "ModuleNotFoundError", 2),
        ("x = 1\n", "import", "ImportError", None),
        ("\n\n1 / 0\n", "exception", "ZeroDivisionError", 3),
        ("import sys\nsys.exit(0)\n", "exit", "SystemExit", 2),
        ("raise KeyboardInterrupt\n", "exit", "KeyboardInterrupt", 1),
        (APP + "app.run()\n", "checks", "ServesWhileImported", 6),
    ],
)
def test_an_app_that_cannot_be_imported_is_the_problem(
    playground: Playground, app: str, kind: str, name: str, line: int | None
) -> None:
    report = playground.check(app, HEAD + "def test_a():\n    pass\n")
    assert report["results"] == []
    problem = report["problem"]
    assert (problem["kind"], problem["type"]) == (kind, name)
    assert (problem["file"], problem["line"]) == (("app.py", line) if line else ("test_app.py", 2))
    assert "_pytest" not in problem["traceback"] and "sandbox" not in problem["traceback"]


def test_a_project_without_checks_says_so(playground: Playground) -> None:
    report = playground.bridge.check({"app.py": APP})
    assert report["problem"]["kind"] == "checks" and "There is no check" in report["problem"]["message"]


def test_a_setting_that_pytest_refuses_is_told(playground: Playground) -> None:
    report = playground.check(APP, HEAD, {"pytest.ini": "[pytest]\naddopts = --no-such-option\n"})
    assert report["problem"]["kind"] == "checks" and "--no-such-option" in report["problem"]["message"]


def test_the_code_is_read_anew_each_time(playground: Playground) -> None:
    test = "def test_a(client):\n    assert client.get('/').text == 'hello', 'no hello'\n"
    outcomes = [result(playground, test, APP.replace("hello", text))["outcome"] for text in ("hello", "hallo", "hello")]
    assert outcomes == ["passed", "failed", "passed"]


def test_checks_run_in_the_project_and_leave_the_log_alone(playground: Playground) -> None:
    test = """
from pathlib import Path
def test_a(client):
    print("secret")
    assert Path("data.txt").read_text() == "x", "no data"
    Path("written.txt").write_text("x")
"""
    files = {"data.txt": "x", "test_more.py": "def test_b():\n    pass\n"}
    report = playground.check(APP, HEAD + test, files)
    assert [check["outcome"] for check in report["results"]] == ["passed", "passed"]
    assert playground.printed == ""
    assert playground.of("files") == []


def test_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch, playground: Playground) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    assert result(playground, "def test_a():\n    pass\n")["outcome"] == "passed"
    assert os.environ["PYTEST_ADDOPTS"] == "--no-such-option"
