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
    assert found[2]["check"] == {"file": "test_app.py", "line": 16}
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


@pytest.mark.parametrize(
    ("statement", "wanted", "expected", "received", "of"),
    [
        ("assert len(x) == 4", "Expected", "4", "3", "len(x)"),
        ("assert 4 == len(x)", "Expected", "4", "3", "len(x)"),
        ("assert (\n        len(x)\n        == 4\n    ), 'said'", "Expected", "4", "3", "len(x)"),
        ("assert x != 'tea', 'said'", "Expected anything but", "'tea'", "'tea'", "x"),
        ("assert 5 < len(x)", "Expected more than", "5", "3", "len(x)"),
        ("assert len(x) >= 5", "Expected at least", "5", "3", "len(x)"),
        ("assert 'cup' in x", "Expected to contain", "'cup'", "'tea'", "x"),
        ("assert 'te' not in x", "Expected not to contain", "'te'", "'tea'", "x"),
        ("assert x in ('cup', 'pot')", "Expected one of", "('cup', 'pot')", "'tea'", "x"),
        ("assert x is None", "Expected", "None", "'tea'", "x"),
        ("assert {'b': 1, 'a': x} == {'a': 1}", "Expected", "{'a': 1}", "{'a': 'tea', 'b': 1}", "{'b': 1, 'a': x}"),
        ("assert x == 'tea\\n'", "Expected", r"'tea\n'", "'tea'", "x"),
    ],
)  # fmt: skip
def test_a_comparison_is_told_as_data(
    playground: Playground, statement: str, wanted: str, expected: str, received: str, of: str
) -> None:
    found = result(playground, f"def test_a():\n    x = 'tea'\n    {statement}\n")["comparison"]
    assert (found["wanted"], found["expected"], found["received"]) == (wanted, expected, received)
    assert (found["of"], found["lines"]) == (of, False)
    assert found["alike"] is (wanted == "Expected")


@pytest.mark.parametrize(
    "statement",
    [
        "assert not x == 'tea'",
        "assert x == 'cup' or x == 'pot'",
        "assert x.startswith('cup')",
        "assert False",
        "raise AssertionError('by hand')",
        "try:\n        assert x == 'cup'\n    except AssertionError:\n        assert not x",
        "1 / 0",
    ],
)
def test_what_is_no_single_comparison_is_not_told_as_one(playground: Playground, statement: str) -> None:
    assert result(playground, f"def test_a():\n    x = 'tea'\n    {statement}\n")["comparison"] is None


def test_long_texts_are_compared_as_they_are_and_within_bounds(playground: Playground) -> None:
    test = """
def test_page(client):
    assert client.get('/').text == '<h1>Tea</h1>\\n<p>Hot</p>\\n'
def test_huge():
    assert ['x' * 10_000] * 5000 == []
def test_endless():
    loop = []
    loop.append(loop)
    assert loop == [1]
def test_odd():
    class Odd:
        def __repr__(self):
            raise ValueError
    assert Odd() == 1
"""
    page, huge, endless, odd = (check["comparison"] for check in results(playground, test))
    assert page["lines"] and page["expected"] == "<h1>Tea</h1>\n<p>Hot</p>\n" and page["received"] == "hello"
    assert len(huge["received"]) < 500_000 and huge["expected"] == "[]"
    assert "..." in endless["received"] and "Odd" in odd["received"]


def test_requests_are_kept_to_be_sent_again(playground: Playground) -> None:
    app = """
from flask import Flask, redirect, request
app = Flask(__name__)
@app.post('/add')
def add():
    request.get_data()
    return redirect('/?added', 303)
@app.get('/')
def home():
    return f"{request.cookies}"
@app.get('/boom')
def boom():
    return 1 / 0
"""
    test = """
import io
@pytest.fixture
def visitor(client):
    client.set_cookie('who', 'ada')
    client.get('/first')
    return client
def test_form(visitor):
    assert 'ada' in visitor.post('/add?x=1', data={'name': 'tea', 'n': '2'}, follow_redirects=True).text
def test_json(client):
    client.post('/add', json={'name': 'tea'}, headers={'X-Note': 'hi'})
def test_upload(client):
    client.post('/add', data={'photo': (io.BytesIO(b'x'), 'cat.png')})
def test_large(client):
    client.post('/add', data=b'x' * 100_000)
def test_raises(client):
    app.testing = True
    client.get('/boom')
def test_many(client):
    for number in range(12):
        client.get(f'/{number}')
def test_announced(client):
    announced = {'CONTENT_LENGTH': '5000000'}
    client.post('/add', content_type='multipart/form-data; boundary=x', environ_overrides=announced)
def test_none():
    pass
"""
    form, json, upload, large, raises, many, announced, none = results(playground, test, app)
    sent = [(one["method"], one["url"], one["said"], one["status"]) for one in form["requests"]]
    assert sent == [
        ("GET", "http://localhost/first", "", 404),
        ("POST", "http://localhost/add?x=1", "name=tea, n=2", 303),
        ("GET", "http://localhost/?added", "", 200),
    ]
    assert form["outcome"] == "passed" and form["requests"][1]["body"] == b"name=tea&n=2"
    assert ["Cookie", "who=ada"] in form["requests"][1]["headers"]
    [one] = json["requests"]
    assert one["said"] == '{"name": "tea"}' and ["X-Note", "hi"] in one["headers"]
    assert upload["requests"][0]["said"] == "photo=cat.png" and b"cat.png" in upload["requests"][0]["body"]
    assert (large["requests"][0]["body"], large["requests"][0]["said"]) == (None, "a large body")
    assert raises["requests"][0]["status"] is None
    assert many["more_requests"] == 2 and [one["url"][-2:] for one in many["requests"]][-1] == "11"
    assert (announced["outcome"], announced["requests"][0]["status"]) == ("passed", 400)
    assert (none["requests"], none["more_requests"]) == ([], 0)


def test_a_fault_of_the_app_leads_to_the_app(playground: Playground) -> None:
    broken = APP.replace("return 'hello'", "return 1 / 0")
    check = result(playground, "def test_a(client):\n    app.testing = True\n    client.get('/')\n", broken)
    assert (check["file"], check["line"]) == ("app.py", 5)
    assert check["message"] == "ZeroDivisionError: division by zero"
    assert (check["own"], check["check"]) == ({"file": "app.py", "line": 5}, {"file": "test_app.py", "line": 8})


def test_what_a_view_raised_behind_a_500_is_told(playground: Playground) -> None:
    broken = APP.replace("return 'hello'", "return 1 / 0")
    test = (
        "def test_a(client):\n    assert client.get('/').status_code == 200, 'No page.'\ndef test_b():\n    assert 0\n"
    )
    first, second = results(playground, test, broken)
    assert (first["message"], first["raised"]) == ("No page.", "ZeroDivisionError: division by zero")
    assert (first["file"], first["line"]) == ("test_app.py", 7)
    assert (first["own"], first["check"]["line"]) == ({"file": "app.py", "line": 5}, 7)
    assert (second["own"], second["raised"]) == (None, "")


def test_each_check_is_told_while_they_run(playground: Playground) -> None:
    test = "def test_a():\n    pass\ndef test_b():\n    assert 0\n"
    expected = results(playground, test)
    told = [event for event in playground.events if event["type"] in ("checking", "checked")]
    assert told == [
        {"type": "checking", "label": "a", "number": 1, "count": 2},
        {"type": "checked", "result": expected[0]},
        {"type": "checking", "label": "b", "number": 2, "count": 2},
        {"type": "checked", "result": expected[1]},
    ]


@pytest.mark.parametrize(
    ("test", "outcomes", "kind", "said"),
    [
        ("import shutil, os\ndef test_a():\n    shutil.rmtree(os.getcwd())\n    assert 1 == 2\ndef test_b(): pass\n",
         ["failed", "passed"], "checks", "removes the project's folder"),
        ("import sys\ndef test_a(): pass\ndef test_b(): sys.stdout.close()\n",
         ["passed", "failed"], "checks", "closes its output"),
        ("def test_a(): pass\ndef test_b(): raise KeyboardInterrupt\ndef test_c(): pass\n",
         ["passed", "error"], "exit", ""),
        ("def test_a(): pytest.exit('enough')\ndef test_b(): pass\n", ["error"], "exception", "enough"),
        ("def test_a():\n    for _ in range(40): print('x' * 1_000_000)\n    assert 0\n", ["failed"], None, ""),
        ("import sys\ndef test_a(): sys.exit(0)\ndef test_b(): pass\n", ["failed", "passed"], None, ""),
        ("import os\ndef test_a(): os.chdir('/')\ndef test_b(): pass\n", ["passed", "passed"], None, ""),
    ],
)  # fmt: skip
def test_what_a_check_does_to_pytest_loses_no_result(
    playground: Playground, test: str, outcomes: list[str], kind: str | None, said: str
) -> None:
    report = playground.check(APP, HEAD + test)
    assert [check["outcome"] for check in report["results"]] == outcomes
    assert (report["problem"] and report["problem"]["kind"]) == kind
    assert said in (report["problem"] or {"message": ""})["message"]
    assert all(len(check["detail"]) < 20_000 for check in report["results"])


@pytest.mark.parametrize(
    ("conftest", "name", "line"),
    [
        ("\n1 / 0\n", "ZeroDivisionError", 2),
        ("import sys\nsys.exit(1)\n", "SystemExit", 2),
        ("def (:\n", "SyntaxError", 1),
    ],
)
def test_a_conftest_that_cannot_be_imported_is_the_problem(
    playground: Playground, conftest: str, name: str, line: int
) -> None:
    report = playground.check(APP, HEAD + "def test_a():\n    pass\n", {"conftest.py": conftest})
    problem = report["problem"]
    assert report["results"] == []
    assert (problem["type"], problem["file"], problem["line"]) == (name, "conftest.py", line)


def test_detail_holds_what_was_printed_and_logged(playground: Playground) -> None:
    broken = APP.replace("return 'hello'", "print('x' * 100_000); return 1 / 0")
    test = "def test_a(client):\n    assert client.get('/').status_code == 200, 'no page'\n"
    detail = result(playground, test, broken)["detail"]
    assert "Captured stdout call" in detail and "more characters are not shown]" in detail
    assert "Captured log call" in detail and "ZeroDivisionError: division by zero" in detail
    assert len(detail) < 20_000


def test_a_check_may_print_without_end_and_read_what_it_printed(playground: Playground) -> None:
    test = """
def test_flood():
    for _ in range(40):
        print("x" * 1_000_000)
    assert 0
def test_after(capsys):
    print("x" * 100_000)
    assert len(capsys.readouterr().out) == 100_001
"""
    flood, after = results(playground, test)
    assert "[at least 4," in flood["detail"] and len(flood["detail"]) < 20_000
    assert after["outcome"] == "passed"


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
