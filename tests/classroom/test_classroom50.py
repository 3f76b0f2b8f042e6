"""An assignment exported for Classroom 50, run as its runner would: right work gets all points, the starter does not.

What `result.json` must hold is from Classroom 50's documentation; its runner itself is not run here.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from sandbox.classroom.classroom50 import slug_of
from sandbox.classroom.commands import classroom
from sandbox.classroom.pins import pins
from sandbox.lessons import load_lesson
from tests.classroom.hostile import STARTER
from tests.classroom.made import APP, ASSIGNMENT, POT
from tests.course import GOLDEN, ROOT

WORDS = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
REQUIRED = ["schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release"]
REQUIRED += ["review", "datetime", "score", "max-score", "tests"]
#: The table of fields in Classroom 50's wiki, "Advanced Autograding".
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": REQUIRED,
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **dict.fromkeys(["classroom", "assignment", "owner", "commit", "release", "review"], WORDS),
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": COUNT,
        "max-score": COUNT,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {"test-name": WORDS, "passed": {"type": "boolean"}, "score": COUNT, "max-score": COUNT},
            },
        },
    },
}
RUNNER = {
    "CLASSROOM": "tea-class",
    "ASSIGNMENT": "week-1",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "OWNER": "ada",
    "ASSIGNMENT_TYPE": "individual",
    "COMMIT_URL": "https://github.com/o/r/commit/1",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/1",
    "REVIEW_URL": "https://github.com/o/r/compare/0...1",
}


def export(out: Path, *options: str) -> Result:
    assignment = out.parent / "week1.toml"
    assignment.write_text(ASSIGNMENT.read_text("utf-8").replace('  "kitchen/tea/cup",\n', ""), "utf-8")  # an example
    words = ["export", "--format", "classroom50", "--assignment", str(assignment)]
    places = ["--lessons", str(GOLDEN), "--out", str(out)]
    return CliRunner().invoke(classroom, [*words, *places, *options], catch_exceptions=False)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "week1"
    done = export(out, "--site", "https://example.org/flask/")
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture
def student(exported: Path, tmp_path: Path) -> Path:
    """A repository made from the template."""
    return Path(shutil.copytree(exported / "template", tmp_path / "student"))


def graded(student: Path, autograder: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Runs the autograder as the runner does; the row of the pot."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    done = subprocess.run([sys.executable, autograder], cwd=student, env={**known, **environment}, check=False)
    assert done.returncode == 0
    result = json.loads((student / "result.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(RESULT).iter_errors(result)] == []
    assert result["score"] == sum(test["score"] for test in result["tests"]) <= result["max-score"] == 5
    [pot] = [test for test in result["tests"] if test["test-name"] == POT]
    return {**result, "pot": pot}


def test_work_is_graded_by_the_teachers_checks(exported: Path, student: Path) -> None:
    autograder = exported / "autograder" / "autograder.py"
    starter = graded(student, autograder, RUNNER)
    assert [starter[key] for key in ("classroom", "assignment", "owner", "review")] == [
        "tea-class",
        "week-1",
        "ada",
        RUNNER["REVIEW_URL"],
    ]
    assert starter["submission"] == RUNNER["SUBMISSION_TAG"]
    assert (starter["pot"]["passed"], starter["pot"]["score"]) == (False, 2)
    body = (student / "release-body.md").read_text("utf-8")
    assert "- passed: Without a query string the strength is 1." in body
    assert "      AssertionError: /pot?strength=3 should show strength 3" in body

    (student / POT / "test_app.py").write_text("def test_default_strength(): pass\n")
    (student / POT / "conftest.py").write_text("raise SystemExit\n")
    (student / POT / "pytest.ini").write_text("[pytest]\npython_files = nothing\n")
    assert graded(student, autograder, RUNNER)["pot"]["score"] == 2

    (student / POT / "app.py").write_bytes(APP)
    right = graded(student, autograder, RUNNER)
    assert (right["pot"]["passed"], right["score"]) == (True, 5)


@pytest.mark.parametrize(
    ("app", "words"),
    [
        ("def (", "SyntaxError"),
        ("import os\nos._exit(0)\n", "The app ended by itself."),
        (STARTER + "\nraise RuntimeError('<b>no tea')\n", "RuntimeError: <b>no tea"),
        (None, f"There is no folder {POT}."),
    ],
)
def test_broken_work_has_no_points_and_a_reason(exported: Path, student: Path, app: str | None, words: str) -> None:
    if app is None:
        shutil.rmtree(student / POT)
    else:
        (student / POT / "app.py").write_text(app)
    pot = graded(student, exported / "autograder" / "autograder.py", RUNNER)["pot"]
    assert pot["score"] == 0 and len(pot["checks"]) == 2
    assert all(words in check["message"] for check in pot["checks"]), pot


def test_the_workflow_of_the_template(student: Path) -> None:
    """Its own steps, without Classroom 50's environment."""
    assert not (student / ".github" / "workflows" / "autograde.yaml").exists(), "that one is Classroom 50's"
    workflow = yaml.safe_load((student / ".github" / "workflows" / "checks.yaml").read_text("utf-8"))
    [first, *_] = [step["run"] for step in workflow["jobs"]["checks"]["steps"] if "run" in step]
    python, script = shlex.split(first)
    assert python == "python3"
    (student / POT / "app.py").write_bytes(APP)
    assert graded(student, student / script, {})["pot"]["passed"]


def test_what_students_read_and_install(exported: Path) -> None:
    readme = (exported / "template" / "README.md").read_text("utf-8")
    assert "# Week 1: tea & coffee" in readme and "Do the **pot** first." in readme and "größer" in readme
    assert f"| [{POT}](https://example.org/flask/kitchen/tea/) | 5 |" in readme
    requirements = (exported / "template" / "requirements.txt").read_text("utf-8").split()
    locked = (ROOT / "requirements" / "packages.txt").read_text("utf-8")
    assert all(f"{pin} " in locked for pin in requirements) and {"flask", "werkzeug", "pytest"} <= {
        pin.partition("==")[0] for pin in requirements
    }
    books = load_lesson(ROOT, "extensions/flask-sqlalchemy").playgrounds["books"]
    assert {"flask-sqlalchemy", "sqlalchemy"} <= {pin.partition("==")[0] for pin in pins([books])}
    assert not list((exported / "template").rglob("solution"))
    assert "autograders/week-1-tea-coffee/" in (exported / "README.md").read_text("utf-8")


def test_statements_are_for_packages(tmp_path: Path) -> None:
    done = export(tmp_path / "out", "--xapi", "launch")
    assert done.exit_code == 1 and "--xapi is for SCORM packages" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = export(tmp_path)
    assert done.exit_code == 1 and "exists. Remove it, or choose another name." in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Week 1: tea & coffee", "week-1-tea-coffee"),
        ("茶", "assignment"),
        ("A", "assignment-a"),
        ("x" * 99, "x" * 39),
        ("x" * 38 + " y", "x" * 38),
    ],
)
def test_names_that_classroom_50_takes(title: str, slug: str) -> None:
    assert slug_of(title) == slug
