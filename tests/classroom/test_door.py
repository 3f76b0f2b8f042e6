"""The desk of the page, asked as the page asks it: the same results as the command's, whatever is handed over."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sandbox.classroom.assignment import read_assignment, to_fragment
from sandbox.classroom.door import Door
from sandbox.embed import Options, payload
from sandbox.lessons import load_lesson
from tests.classroom.hostile import FAKE_CALL, OTHER, STARTER
from tests.classroom.made import ASSIGNMENT, POT, submission
from tests.classroom.test_grading import HALF, RIGHT, graded
from tests.course import GOLDEN, ROOT

FRAGMENT = to_fragment(read_assignment(ASSIGNMENT))
ONLY_POT = f"assignment=1&title=A&exercise={POT}:5"
HIDDEN = 'def test_two(client):\n    """Two is two."""\n    assert "Strength 2" in client.get("/pot?strength=2").text\n'
MARKS = '["bob"]\ncomment = "See me."\n\n["bob"."kitchen/tea/pot"]\npoints = 1.25\ncomment = "Half a tea."\n'
HOSTILE = {"app.py": (STARTER + FAKE_CALL).encode(), **OTHER}
BROKEN = {"app.py": b"def (", **OTHER}
CLASS = {
    'Ada, "A" 🫖/ada.flaskroom.zip': submission(RIGHT, learner={"name": 'Ada, "A" 🫖'}),
    "bob.flaskroom.zip": submission(HALF, learner={"name": "Bob"}),
    "bob-2.flaskroom.zip": submission(BROKEN, learner={"name": " bob "}, made="2026-11-02T10:00:00Z"),
    "eve.flaskroom.zip": submission(HOSTILE, learner={"name": "=HYPERLINK(1)"}),
    "grace.flaskroom.zip": submission(HALF, learner={"name": "نور"}, made="2026-12-02T10:00:00Z"),
    "words.txt": b"Dear teacher, my dog ...",
    "cut.flaskroom.zip": submission(RIGHT)[:300],
}


class Page:
    """Runs jobs as the page does, but natively; `ran` counts them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.door, self.ran, self._last = folder, Door(folder), 0, 0

    def ask(self, does: str, **words: Any) -> Any:
        answer = json.loads(self.door.ask(json.dumps({"do": does, **words})))
        assert "fault" not in answer, answer
        return answer

    def put(self, files: dict[str, bytes]) -> list[tuple[str, str]]:
        names = []
        for name, data in files.items():
            self._last += 1
            (self.folder / str(self._last)).write_bytes(data)
            names.append((name, str(self._last)))
        return names

    def do(self, units: list[dict[str, Any]]) -> dict[str, Any]:
        """Key → outcome."""
        return {unit["key"]: self._unit(unit["key"]) for unit in units}

    def _unit(self, key: str) -> Any:
        answer = self.ask("run", unit=key)
        while "job" in answer:
            self.ran += 1
            root = self.folder / f"run{self.ran}"
            root.mkdir()
            job = json.dumps({**json.loads(answer["job"]), "root": str(root)})
            command = [sys.executable, "-m", "sandbox.classroom.inside.guard"]
            done = subprocess.run(command, input=job, capture_output=True, text=True, cwd=ROOT, check=False)
            answer = self.ask("run", unit=key, lines=done.stdout.splitlines(), ended="ended by itself")
        return answer["outcome"]

    def begin(self, fragment: str = FRAGMENT) -> None:
        pot, cup = (load_lesson(GOLDEN, "kitchen/tea").playgrounds[name] for name in ("pot", "cup"))
        payloads = [json.loads(json.dumps(payload(one, Options()))) for one in (pot, cup)]
        self.do(self.ask("begin", fragment=fragment, payloads=payloads, build="a build", seconds=60)["units"])


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str], Page]:
    """What the command wrote, and the page; name → text."""
    tmp_path = tmp_path_factory.mktemp("door")
    for name, data in CLASS.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    own = tmp_path / "tests" / POT
    own.mkdir(parents=True)
    (own / "test_mine.py").write_text(HIDDEN)
    (own / "weights.toml").write_text('[weights]\n"test_app.py::test_default_strength" = 3\n')
    (tmp_path / "received.csv").write_text("file,received\ngrace.flaskroom.zip,2026-12-03T09:00:00+01:00\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "marks.toml").write_text(MARKS)
    options = ["--native", "--hidden", str(tmp_path / "tests"), "--received", str(tmp_path / "received.csv")]
    assert graded(tmp_path, *options).exit_code == 0
    by_command = {name: (tmp_path / "out" / name).read_bytes().decode() for name in TABLES}

    page = Page(tmp_path / "desk")
    hidden = {f"mine/{POT}/{path.name}": path.read_bytes() for path in own.glob("*.*")}
    strange = page.ask("hide", files=page.put({**hidden, "mine/README.py": b""}), exercises=[POT])["strange"]
    assert strange == ["mine/README.py"]
    page.begin()
    page.ask("take", files=page.put(CLASS))
    [(_, received)] = page.put({"received.csv": (tmp_path / "received.csv").read_bytes()})
    waiting = page.ask("read", received=received)
    assert [learner["waiting"] for learner in waiting["learners"]] == [1, 1, 1, 1]
    assert "Not graded: the grading was stopped before." in page.ask("write")["files"]["gradebook.csv"]
    page.do(waiting["units"])
    (page.folder / "marks.toml").write_text(MARKS)
    page.ask("read_marks", place="marks.toml")
    return by_command, page.ask("write")["files"], page


TABLES = ("results.json", "gradebook.csv", "moodle.csv", "pages/index.html")


def test_the_page_and_the_command_agree(compared: tuple[dict[str, str], dict[str, str], Page]) -> None:
    by_command, by_page, _ = compared
    one, other = (json.loads(files["results.json"]) for files in (by_command, by_page))
    assert (one.pop("contained"), other.pop("contained")) == (False, True)
    assert (one.pop("similar"), other.pop("similar")) == ([], None)  # the command alone looks for them
    assert one == other
    points = {learner["key"]: learner["earned"] for learner in other["learners"]}
    assert points == {'ada, "a" 🫖': 5.0, "bob": 1.25, "=hyperlink(1)": 0.0, "نور": 2.4}
    without = "Run with --native: no containment, so hostile code could have decided its own grade."
    for name in ("gradebook.csv", "moodle.csv"):
        assert by_command[name].replace(f" {without}", "").replace(f"\n{without}", "") == by_page[name].replace(
            f" {without}", ""
        )
    assert "'=HYPERLINK(1)" in by_page["gradebook.csv"] and "<h1>Week 1" in by_page["pages/index.html"]
    assert "were not looked for" in by_page["pages/index.html"]


def test_marks_by_hand_are_a_file_that_says_the_same(
    compared: tuple[dict[str, str], dict[str, str], Page],
) -> None:
    _, by_page, page = compared
    assert by_page["marks.toml"].partition("\n\n")[2] == MARKS
    changed = page.ask("mark", learner="bob", exercise=POT, points=2, comment='"Two"\n')
    assert (changed["learner"]["earned"], changed["learner"]["exercises"][0]["comment"]) == (2.0, '"Two"')
    (page.folder / "marks.toml").write_text(changed["marks"])
    again = {learner["key"]: learner for learner in page.ask("read_marks", place="marks.toml")["learners"]}
    assert again["bob"] == changed["learner"]
    changed = page.ask("mark", learner="bob", exercise=POT, points=None, comment="")
    assert changed["learner"]["exercises"][0]["earned"] == 3.0  # three of five weights, of five points
    assert page.ask("mark", learner="bob", exercise=None, points=None, comment="")["marks"].count("[") == 0
    told = json.loads(
        page.door.ask(json.dumps({"do": "mark", "learner": "bob", "exercise": POT, "points": -1, "comment": ""}))
    )
    assert told == {"fault": "points are -1, expected a number from 0 to 10,000"}


def test_the_same_files_are_run_once_and_never_again(tmp_path: Path) -> None:
    page = Page(tmp_path / "desk")
    page.begin(ONLY_POT)
    many = {f"{name}.flaskroom.zip": submission(HALF, learner={"name": name}) for name in "abcde"}
    page.ask("take", files=page.put(many))
    [unit] = page.ask("read", received=None)["units"]
    assert unit["learners"] == list("abcde")
    ran = page.ran
    outcomes = page.do([unit])
    assert page.ran == ran + 1
    again = Page(tmp_path / "again")
    again.begin(ONLY_POT)
    again.ask("take", files=again.put(many))
    assert [one["key"] for one in again.ask("read", received=None)["units"]] == [unit["key"]]
    told = again.ask("kept", outcomes=outcomes)["learners"]
    assert [(learner["earned"], learner["waiting"]) for learner in told] == [(2.5, 0)] * 5
    assert again.ask("files", learner="a")["files"][POT]["app.py"] == HALF["app.py"].decode()


def test_faults_are_answers(tmp_path: Path) -> None:
    page = Page(tmp_path / "desk")

    def fault(does: str, **words: Any) -> str:
        return str(json.loads(page.door.ask(json.dumps({"do": does, **words}))).get("fault"))

    words = {"payloads": [], "build": "", "seconds": 60}
    assert "this is no link of an assignment" in fault("begin", fragment="nothing", **words)
    gone = page.ask("begin", fragment="assignment=1&title=A&exercise=a/b/c", **words)
    assert gone == {"units": [], "lines": ["a/b/c is not on this site and is not graded"]}
    page.ask("take", files=page.put({"a.flaskroom.zip": submission()}))
    [(_, table)] = page.put({"received.csv": b"who,when\n"})
    assert "has no column file, received" in fault("read", received=table)
    read = page.ask("read", received=None)
    assert (read["points"], read["learners"][0]["exercises"]) == (0, [])
    assert "Was made for the assignment" in " ".join(read["learners"][0]["notes"])
    (page.folder / "marks.toml").write_text('["zoe"]\ncomment = "?"\n')
    assert 'marks.toml:1: "zoe" has handed in nothing' in fault("read_marks", place="marks.toml")
    page.ask("read_marks", place="marks.toml", own=True)  # typed in the page, when zoe was among them
    changed = page.ask("mark", learner="ada@example.org", exercise=None, points=None, comment="!")["marks"]
    assert changed.partition("\n\n")[2] == '["zoe"]\ncomment = "?"\n\n["ada@example.org"]\ncomment = "!"\n'


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_piles_of_learning_platforms(tmp_path: Path) -> None:
    page = Page(tmp_path / "desk")
    page.begin("assignment=1&title=A&exercise=a/b/c")
    work = {name: submission(HALF, learner={"name": name}) for name in ("Ada", "Bob", "Cem", "Dee", "Eve")}
    moodle = zipped(
        {
            "Ada Lovelace_12345_assignsubmission_file_/ada-week-1.flaskroom.zip": work["Ada"],
            "Bob_2_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
            "__MACOSX/._ada-week-1.flaskroom.zip": b"\0",
        }
    )
    canvas = zipped({"bobby_LATE_77_9_bob-week-1.flaskroom-1.zip": work["Bob"], "../../evil.zip": work["Cem"]})
    bomb = zipped({"bomb.zip": bytes(41_000_000), "eve.txt": b"no"})
    given = {
        "moodle.zip": moodle,
        "canvas.zip": canvas,
        "sub/canvas.zip": canvas,
        "bomb.zip": bomb,
        "dee.zip": work["Dee"],
    }
    page.ask("take", files=page.put(given | {"other.zip": zipped({"essay.docx": b""}), "empty.zip": b""}))
    read = page.ask("read", received=None)
    assert [learner["key"] for learner in read["learners"]] == ["ada", "bob", "cem", "dee"]
    assert read["learners"][0]["file"] == "Ada Lovelace_12345_assignsubmission_file_/ada-week-1.flaskroom.zip"
    why = {one["file"]: one["why"] for one in read["not_graded"]}
    assert why.pop("bomb.zip").startswith("has more than 40,000,000 bytes")
    assert why.pop("other.zip") == "has no manifest.json: it is some other zip file"
    assert "is no zip file" in why.pop("empty.zip") and "is no zip file" in why.pop("eve.txt")
    assert all("is from the same learner and counts" in words for words in why.values()) and len(why) == 2
