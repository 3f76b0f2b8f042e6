"""Playground → payload, against the golden file that the TypeScript tests read too.

After a wanted change of the payload, `python -m tests.test_embed` writes the golden file anew.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.embed import Options, parse_options, payload
from sandbox.errors import Fault
from sandbox.lessons import load_lesson
from tests.course import GOLDEN, Course

GOLDEN_FILE = GOLDEN / "payload.json"
GOLDEN_OPTIONS = {"path": "/pot?strength=3", "file": "templates/pot.html", "run": "flask run --debug"}


def made() -> dict[str, Any]:
    playground = load_lesson(GOLDEN, "kitchen/tea").playgrounds["pot"]
    return payload(playground, parse_options(GOLDEN_OPTIONS))


def test_payload_is_the_golden_one() -> None:
    assert made() == json.loads(GOLDEN_FILE.read_text("utf-8"))


def test_order_of_files_is_that_of_tabs() -> None:
    golden = json.loads(GOLDEN_FILE.read_text("utf-8"))
    assert list(made()["files"]) == list(golden["files"]) == ["app.py", "templates/pot.html", "static/pot.css"]


def test_defaults() -> None:
    made = payload(load_lesson(GOLDEN, "kitchen/tea").playgrounds["cup"], Options())
    wanted = {"title": "Cup", "kind": "example", "run": "flask run", "path": "/", "open": "app.py", "exercise": None}
    assert {key: made[key] for key in wanted} == wanted


def test_without_app_py_the_first_file_is_open(tmp_path: Path) -> None:
    course = Course(tmp_path)
    (tmp_path / "lessons/kitchen/tea/cup/app.py").rename(tmp_path / "lessons/kitchen/tea/cup/wsgi.py")
    made = payload(load_lesson(course.root, "kitchen/tea").playgrounds["cup"], Options())
    assert made["open"] == "wsgi.py"


def test_marks_of_snippets_are_left_out() -> None:
    app = payload(load_lesson(GOLDEN, "kitchen/tea").playgrounds["cup"], Options())["files"]["app.py"]
    assert "8<" not in app
    assert app.startswith("from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n@app.get")


def test_assets_are_base64() -> None:
    png = base64.b64decode(made()["assets"]["static/leaf.png"])
    assert png == (GOLDEN / "lessons/kitchen/tea/pot/static/leaf.png").read_bytes()


def test_version_changes_with_the_starter_alone(tmp_path: Path) -> None:
    course = Course(tmp_path)
    folder = "lessons/kitchen/tea/pot"

    def version() -> str:
        version = payload(load_lesson(course.root, "kitchen/tea").playgrounds["pot"], Options())["version"]
        assert isinstance(version, str)
        return version

    first = version()
    course.append(f"{folder}/test_app.py", "\n# a comment\n")
    course.append(f"{folder}/solution/app.py", "\n# a comment\n")
    assert version() == first
    course.append(f"{folder}/app.py", "\n# a comment\n")
    assert version() != first


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"files": "app.py"}, 'unknown option "files", expected one of path, file, title, run; did you mean "file"?'),
        ({"path": "greet"}, 'option path is "greet", expected a path such as "/greet/Ada"'),
        ({"path": "//other.host/"}, 'option path is "//other.host/", expected a path such as "/greet/Ada"'),
        (
            {"run": "flask --debug run"},
            'option run is "flask --debug run", expected one of flask run, flask run --debug',
        ),
        ({"title": " "}, "option title is empty"),
    ],
)
def test_wrong_options(given: dict[str, str], message: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_options(given)
    assert message in str(caught.value)


def test_file_that_is_not_there() -> None:
    playground = load_lesson(GOLDEN, "kitchen/tea").playgrounds["cup"]
    with pytest.raises(Fault) as caught:
        payload(playground, Options(file="ap.py"))
    assert str(caught.value) == (
        'option file is "ap.py", expected one of app.py, templates/cup.html, test_app.py; did you mean "app.py"?'
    )


if __name__ == "__main__":
    GOLDEN_FILE.write_text(json.dumps(made(), indent=2, ensure_ascii=False) + "\n", "utf-8")
