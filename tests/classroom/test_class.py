"""The guide for instructors, done as it is written: its files, its commands, and a class of thirty from link to marks.

A newcomer would grade in each test. It is done once (`course`), since it takes a minute; what follows looks at it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.classroom.assignment import from_fragment, read_assignment
from tests.classroom import made_up_class
from tests.classroom.made import ASSIGNMENT
from tests.course import ROOT

pytestmark = pytest.mark.shipped
GUIDE = (ROOT / "docs" / "teaching" / "index.md").read_text("utf-8")
FILES = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(
    r"^\$ python3 \.\./flaskroom/dev\.py (.+)\n((?:(?!\$ |```).*\n)*)", GUIDE.replace("\\\n", ""), re.MULTILINE
)
MODULES = {"assign": "sandbox.classroom.commands assign", "grade": "sandbox.classroom.commands grade"}
MODULES["rehearse"] = "tests.classroom.made_up_class"

#: By hand. The bakery has 3 checks for 4 points: 1.33, 2.67, 4. The shop has 7 published checks and a hidden one that
#: weighs as much as three, so 0.6 of its 6 points for each tenth. Each day begun takes 10 percent of the sum, to 0.01.
EARNED = {
    "ada@example.org": 4 + 6,
    "alan@example.org": 4 + 6,  # prints megabytes meanwhile
    "grace@example.org": 4 + 4.8,  # no abort: two checks
    "max@example.org": 4 + 5.4,  # no converter: one check
    "nur@example.org": 1.33 + 5.4,  # no decorator: two of three; any color: one check
    "formula@example.org": 2.67 + 0,  # other hours: one of three; the starter answers 500 to all
    "una@example.org": 1.33 + 0,  # the starter has the front page
    "ed@example.org": 0,
    "olga@example.org": 4,
    "lea@example.org": 9,  # 5 hours: 1 day begun
    "liam@example.org": 6.58,  # 60 hours: 3 days; 0.7 of 4 + 5.4
    "lou@example.org": 0,  # 200 hours: 9 days
    "cleo@example.org": 8,  # received 30 hours late, whatever the clock said
    "cem@example.org": 10,  # received in time
    "tove@example.org": 10,  # the second of two
    "karl@example.org": 1.33 + 0,  # the claims are not read
    "hana@example.org": 10,
    "otto@example.org": 0,  # of another assignment
    "nell nomail": 4 + 4.2,  # learned by heart: the seven published checks
    "m1@example.org": 0 + 6,  # never ends while it is imported
    "m2@example.org": 1.33 + 6,  # ends the process in the view that two of three ask
    "m3@example.org": 0 + 6,  # pytest is patched: void
    "m4@example.org": 0 + 4.2,  # responses are patched: void; learned by heart
    "m5@example.org": 1.33 + 6,  # the starter, which may not read the checks
}
NOTES = {
    "alan@example.org": "printed more than",
    "lea@example.org": "Late by 1 day begun",
    "cleo@example.org": "before there were submissions",
    "cem@example.org": "still to come",
    "tove@example.org": "Counts, of 2 from this learner",
    "hana@example.org": "was changed after the page had written it",
    "otto@example.org": "Was made for the assignment “Week 2”",
    "m1@example.org": "did not end within 10 seconds",
    "m2@example.org": "ended by itself",
    "m3@example.org": "Function.runtest",
    "m4@example.org": "TestResponse.text",
    "m5@example.org": "tried to open the checks; that was refused",
}


@dataclass
class Course:
    """The instructor's folder after the guide, what each command said, and the folder's names before grading."""

    folder: Path
    said: dict[str, str]
    before: set[str]

    def learners(self) -> dict[str, dict[str, Any]]:
        told = json.loads((self.folder / "graded" / "results.json").read_text("utf-8"))
        return {learner["key"]: learner for learner in told["learners"]}

    def rows(self, name: str) -> list[dict[str, str]]:
        text = (self.folder / "graded" / name).read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))


def give(command: str, folder: Path) -> str:
    """Gives a command of the guide in the instructor's folder; what it said."""
    name, *words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", *MODULES[name].split(), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("afternoon") / "week1"
    for name, text in FILES.items():
        if not name.startswith("graded/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    said = {}
    for command, _ in COMMANDS[:-1]:
        said[command.split()[0]] = give(command, folder)
    before = {path.relative_to(folder.parent).as_posix() for path in folder.parent.rglob("*")}
    said["grade"] = give(COMMANDS[-1][0], folder)
    return Course(folder, said, before)


def test_the_guide_shows_what_the_commands_say(course: Course) -> None:
    assert list(course.said) == ["assign", "rehearse", "grade"] and len(FILES) == 4
    for command, shown in COMMANDS:
        for line in shown.splitlines():
            assert line.partition("…")[0] in course.said[command.split()[0]]
    assert len(course.said["grade"].splitlines()) == len(COMMANDS[-1][1].splitlines())


def test_the_link_holds_the_assignment(course: Course) -> None:
    link = next(line for line in course.said["assign"].splitlines() if line.startswith("https://"))
    assert from_fragment(link.partition("#")[2]) == read_assignment(course.folder / "week1.complete.toml")


def test_thirty_files_and_the_points_that_they_deserve(course: Course) -> None:
    assert len(list((course.folder / "submissions").iterdir())) == 30
    found = {key: learner["earned"] for key, learner in course.learners().items()}
    assert found == {key: round(points, 2) for key, points in EARNED.items()}


def test_what_is_odd_is_noted_and_nothing_else(course: Course) -> None:
    for key, learner in course.learners().items():
        notes = " ".join([*learner["notes"], *(note for one in learner["exercises"] for note in one["notes"])])
        assert NOTES.get(key, "") in notes
        assert key in NOTES or not notes.replace("Not handed in.", "").strip() or learner["days_late"], notes


def test_hostile_files_reach_nothing(course: Course) -> None:
    outside = {path.relative_to(course.folder.parent).as_posix() for path in course.folder.parent.rglob("*")}
    assert {name for name in outside - course.before if not name.startswith("week1/graded")} == set()
    assert {learner["kept_percent"] for key, learner in course.learners().items() if key.startswith("m")} == {100}


def test_the_table_for_moodle(course: Course) -> None:
    rows = course.rows("moodle.csv")
    known = {key: points for key, points in EARNED.items() if "@" in key}
    assert {row["identifier"].lower(): float(row["grade"]) for row in rows} == {
        key: round(points, 2) for key, points in known.items()
    }
    [nur] = [row for row in rows if row["identifier"].startswith("nur")]
    assert "start/first-app/bakery: 1.33 of 4\n- /hours has a view" in nur["feedback"]
    assert not any("other products" in row["feedback"] for row in rows)  # hidden checks have no names for learners
    assert "1 hidden check did not pass" in next(row for row in rows if row["identifier"].startswith("m4"))["feedback"]


def test_the_table_for_canvas(course: Course) -> None:
    before, after = (
        list(csv.reader(io.StringIO((course.folder / name).read_bytes().decode(), newline="")))
        for name in ("canvas-export.csv", "graded/canvas.csv")
    )
    assert [row[:4] + row[5:] for row in after] == [row[:4] + row[5:] for row in before]
    points = {row[2] or row[0].casefold(): row[4] for row in after[2:]}
    assert points.pop("gus") == ""
    expected = {key: f"{round(points, 2):g}" for key, points in EARNED.items() if key != "otto@example.org"}
    assert points == expected


def test_names_stay_and_run_nothing(course: Course) -> None:
    names = {row["email"]: row["name"] for row in course.rows("gradebook.csv")}
    assert names["max@example.org"] == 'O\'Neil, "Max" 🫖' and names["nur@example.org"] == "نور الهدى"
    assert names["formula@example.org"] == '\'=HYPERLINK("http://evil.example","points")'
    overview = (course.folder / "graded" / "pages" / "index.html").read_text("utf-8")
    pages = re.findall(r'href="(learners/[^"]+)"', overview)
    assert len(set(pages)) == len(EARNED)
    assert "other products" not in "".join((course.folder / "graded" / "pages" / page).read_text() for page in pages)


def test_a_rehearsal_overwrites_nothing(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.folder)
    assert made_up_class.main(["week1.complete.toml"]) == 1
    assert "submissions, received.csv, canvas-export.csv: there already" in capsys.readouterr().err
    assert made_up_class.main([str(ASSIGNMENT)]) == 1
    assert "has done the assignment of the guide for instructors, and no other" in capsys.readouterr().err


def test_marks_by_hand_need_no_second_run(course: Course) -> None:
    kept = {path.name: path.stat().st_mtime_ns for path in (course.folder / "graded" / "cache").glob("*.json")}
    assert "#   nur@example.org\n" in (course.folder / "graded" / "marks.toml").read_text("utf-8")
    (course.folder / "graded" / "marks.toml").write_text(FILES["graded/marks.toml"], "utf-8")
    give(COMMANDS[-1][0], course.folder)
    learners = course.learners()
    assert learners["nur@example.org"]["earned"] == 8.4 and learners["grace@example.org"]["comment"]
    assert kept == {path.name: path.stat().st_mtime_ns for path in (course.folder / "graded" / "cache").glob("*.json")}
