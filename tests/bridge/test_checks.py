"""Checks by real pytest, reported as the page shows them."""

from __future__ import annotations

from tests.bridge.conftest import Playground

APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return 'hello'\n"
TEST = '''
import pytest
from app import app

@pytest.fixture
def client():
    return app.test_client()

def test_zulu(client):
    """Greets
    politely.

    More for the author.
    """
    assert client.get("/").text == "hello", "The page should say hello."

def test_alpha(client):
    """Says bye."""
    text = client.get("/").text
    assert text == "bye", f"The page should say bye, but it says {text}."

def test_no_words_of_its_own(client):
    client.get("/")["x"]

def test_skipped():
    pytest.skip("not today")
'''


def test_results_stand_in_the_order_written(playground: Playground) -> None:
    report = playground.check(APP, TEST)
    assert report["problem"] is None
    found = [(result["label"], result["outcome"]) for result in report["results"]]
    assert found == [
        ("Greets politely.", "passed"),
        ("Says bye.", "failed"),
        ("no words of its own", "failed"),
        ("skipped", "skipped"),
    ]


def test_a_failure_carries_the_author_s_sentence_and_its_place(playground: Playground) -> None:
    result = playground.check(APP, TEST)["results"][1]
    assert result["message"] == "The page should say bye, but it says hello."
    assert (result["file"], result["line"]) == ("test_app.py", 20)
    assert "- bye" in result["detail"] and "+ hello" in result["detail"]


def test_an_exception_is_one_line(playground: Playground) -> None:
    message = playground.check(APP, TEST)["results"][2]["message"]
    assert message.startswith("TypeError:") and "\n" not in message


def test_an_app_that_cannot_be_imported_is_the_problem(playground: Playground) -> None:
    report = playground.check("def broken(:\n", TEST)
    assert report["results"] == []
    assert (report["problem"]["kind"], report["problem"]["file"]) == ("syntax", "app.py")


def test_a_failing_fixture_is_an_error(playground: Playground) -> None:
    report = playground.check(APP, "import pytest\n@pytest.fixture\ndef x():\n    1 / 0\ndef test_a(x):\n    pass\n")
    assert report["results"][0]["outcome"] == "error"


def test_leaving_python_ends_the_checks_with_a_problem(playground: Playground) -> None:
    report = playground.check("import sys\nsys.exit(0)\n", TEST)
    assert report["problem"]["kind"] == "exit"


def test_a_project_without_checks_says_so(playground: Playground) -> None:
    report = playground.bridge.check({"app.py": APP})
    assert "No check was found" in report["problem"]["message"]


def test_prints_of_checks_do_not_reach_the_page_s_log(playground: Playground) -> None:
    playground.check(APP, "def test_a():\n    print('secret')\n")
    assert "secret" not in playground.printed
