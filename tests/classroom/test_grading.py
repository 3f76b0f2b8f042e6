"""Grading from the command line, case by case; a whole class is in `test_class.py`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sandbox.classroom.commands import classroom
from sandbox.classroom.running import Limits, Runner
from tests.classroom.hostile import OTHER, STARTER
from tests.classroom.made import APP, ASSIGNMENT, submission
from tests.course import GOLDEN

RIGHT = {"app.py": APP, **OTHER}
HALF = {"app.py": STARTER.encode(), **OTHER}
EARLY = "2026-11-01T10:00:00Z"
NAMES = ["=HYPERLINK(1)", 'Lovelace, "Ada" 🫖', "نور الهدى", "@sum", "Grace\u00a0Hopper"]


def graded(folder: Path, *options: str) -> Result:
    """Runs the command on `folder`/in."""
    words = ["grade", str(folder / "in"), "--assignment", str(ASSIGNMENT), "--lessons", str(GOLDEN)]
    return CliRunner().invoke(classroom, [*words, "--out", str(folder / "out"), *options], catch_exceptions=False)


def hand_in(folder: Path, name: str, files: dict[str, bytes], **changes: Any) -> None:
    """Writes a submission."""
    (folder / "in").mkdir(exist_ok=True)
    changes.setdefault("learner", {"name": name})
    (folder / "in" / f"{abs(hash(name))}-{len(list((folder / 'in').iterdir()))}.flaskroom.zip").write_bytes(
        submission(files, **changes)
    )


def results(folder: Path) -> dict[str, Any]:
    """Key of the learner → what `results.json` says."""
    told = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    return {learner["key"]: learner for learner in told["learners"]}


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "out" / "gradebook.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_names_survive_and_run_nothing(tmp_path: Path) -> None:
    for name in NAMES:
        hand_in(tmp_path, name, HALF)
    done = graded(tmp_path, "--native")
    assert "NO CONTAINMENT" in done.output
    read = [row["name"] for row in rows(tmp_path)]
    assert sorted(name.removeprefix("'") for name in read) == sorted(NAMES)
    assert not any(name.startswith(("=", "@")) for name in read)
    assert all("no containment" in row["notes"] for row in rows(tmp_path))


def test_a_second_run_does_what_is_missing(tmp_path: Path) -> None:
    hand_in(tmp_path, "Ada", HALF)
    graded(tmp_path, "--native")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "cache").iterdir()}
    hand_in(tmp_path, "Bob", RIGHT)
    graded(tmp_path, "--native")
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "cache").iterdir()}
    assert before.items() < after.items() and len(after) == len(before) + 1


def test_hidden_checks_and_weights(tmp_path: Path) -> None:
    own = tmp_path / "tests" / "kitchen" / "tea" / "pot"
    own.mkdir(parents=True)
    (own / "test_mine.py").write_text(
        'def test_two(client):\n    """Two is two."""\n    assert "Strength 2" in client.get("/pot?strength=2").text\n'
    )
    hand_in(tmp_path, "Ada", HALF)
    graded(tmp_path, "--native", "--hidden", str(tmp_path / "tests"))
    [exercise, missing] = results(tmp_path)["ada"]["exercises"]
    assert [(check["kind"], check["outcome"]) for check in exercise["checks"]] == [
        ("published", "passed"),
        ("published", "failed"),
        ("hidden", "failed"),
    ]
    assert exercise["earned"] == 1.67
    assert missing["notes"] == ["Not handed in."]
    (own / "weights.toml").write_text('[weights]\n"test_app.py::test_default_strength" = 3\n')
    graded(tmp_path, "--native", "--hidden", str(tmp_path / "tests"))
    assert results(tmp_path)["ada"]["earned"] == 3.0


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "weights.toml",
            '[weights]\n"test_app.py::test_default_strenth" = 3\n',
            'unknown key "test_app.py::test_default_strenth"',
        ),
        (
            "test_mine.py",
            "def test_two():\n    assert False, 'never'\n",
            "does not pass with the lesson's own solution",
        ),
        ("helpers.py", "", "is no check; expected test_*.py"),
    ],
)
def test_faults_of_the_instructor(tmp_path: Path, name: str, text: str, message: str) -> None:
    own = tmp_path / "tests" / "kitchen" / "tea" / "pot"
    own.mkdir(parents=True)
    (own / name).write_text(text)
    hand_in(tmp_path, "Ada", HALF)
    done = graded(tmp_path, "--native", "--hidden", str(tmp_path / "tests"))
    assert done.exit_code == 1 and message in done.output


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    files = {**RIGHT, "test_app.py": b"", "random.py": b""}
    hand_in(tmp_path, "Ada", files, assignment="assignment=1&title=B&exercise=a/b/c", made=EARLY)
    hand_in(tmp_path, "", RIGHT, made="2199-01-01T00:00:00Z")
    graded(tmp_path, "--native")
    ada = results(tmp_path)["ada"]
    assert ada["notes"] == ["Was made for the assignment “B”."]
    assert ada["exercises"][0]["notes"] == [
        "Left out, since the checks of the course are used and nothing compiled: test_app.py.",
        "Has files with names of libraries: random.py.",
    ]
    [nobody] = [learner for key, learner in results(tmp_path).items() if key != "ada"]
    assert nobody["notes"][0] == "Names no learner." and "still to come" in nobody["notes"][1]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell a process's time")
def test_seconds_are_those_of_the_processor(tmp_path: Path) -> None:
    runner = Runner(tmp_path, Limits(seconds=2), native=True)
    told = runner.run({}, {"test_a.py": b"import time\ndef test_wait():\n    time.sleep(3)\n"})
    assert told.ended == "" and told.checks["test_a.py::test_wait"]["outcome"] == "passed"
    told = runner.run({}, {"test_a.py": b"def test_loop():\n    while True:\n        pass\n"})
    assert (told.ended, told.begun) == ("did not end within 2 seconds", "test_a.py::test_loop")
