"""An instructor assigns, a learner works and hands in, all in the page; Python reads what they made."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.classroom.assignment import Assigned, Late, from_fragment, read_assignment
from sandbox.classroom.submission import Submission, read_submission
from tests.site.playground import Playground
from tests.site.server import PREFIX
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
EXERCISE = "start/first-app/bakery"
LESSON = "start/first-app/"
KEY = f"flaskroom.assignments {PREFIX}"


def downloaded(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as coming:
        button.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def hand_in(page: Page, folder: Path) -> Submission:
    path = downloaded(page, page.get_by_role("button", name="Download the file"), folder)
    assert path.name == "zoë-o-hara-week-1-tea.flaskroom.zip"
    return read_submission(path.read_bytes())


def test_from_the_form_to_the_file_and_back(
    page: Page, site: str, stranger: Page, faults: list[str], tmp_path: Path
) -> None:
    page.goto(site + "assign/")
    expect(page.get_by_text("There is no link yet. The title is empty")).to_be_visible()
    page.get_by_role("textbox", name="Title").fill("Week 1: tea")
    expect(page.get_by_text("There is no link yet. There is no exercise")).to_be_visible()
    page.get_by_role("searchbox", name="Search lessons").fill("your FIRST app")
    expect(page.get_by_text("1 lesson found. 0 exercises chosen")).to_be_visible()
    page.get_by_role("checkbox", name="Opening hours").check()
    page.get_by_role("spinbutton", name="Points of Opening hours").fill("5")
    page.get_by_role("textbox", name="Instructions").fill("Do **all** of it.\n\n<img src=x onerror=alert(1)>")
    page.get_by_role("textbox", name="Due").fill("2026-12-01T23:59")
    page.get_by_role("combobox", name="In the time of").select_option("Europe/Berlin")
    page.get_by_role("checkbox", name="Late work").check()
    page.get_by_role("checkbox", name="Solutions").uncheck()
    page.get_by_role("checkbox", name="E-mail").check()
    link = page.get_by_role("textbox", name="Link of the assignment").input_value()
    file = downloaded(page, page.get_by_role("button", name="Download assignment.toml"), tmp_path)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert violations(page) == []

    assignment = read_assignment(file)
    assert from_fragment(link.partition("#")[2]) == assignment
    (assigned,) = assignment.exercises
    assert (assigned.name, assigned.points, len(assigned.edition)) == (EXERCISE, 5, 12)
    assert assignment.due == datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))
    assert (assignment.reveal, assignment.ask) == (("hints", "checks"), ("name", "email"))
    assert assignment.late == Late(10, 5)

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Week 1: tea")).to_be_visible()
    expect(page.get_by_role("button", name="Print the sheet")).to_be_hidden()
    page.emulate_media(media="screen")

    page.reload()
    expect(page.get_by_role("textbox", name="Link of the assignment")).to_have_value(link)
    page.get_by_role("textbox", name="Title").fill("")
    expect(page.get_by_text("There is no link yet.")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open assignment.toml").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("textbox", name="Link of the assignment")).to_have_value(link)
    page.get_by_role("textbox", name="Link of an assignment").fill("https://example.org/#assignment=2")
    expect(page.get_by_text("a newer Flaskroom has made it")).to_be_visible()
    expect(page.get_by_role("textbox", name="Link of the assignment")).to_have_value(link)

    learn(stranger, site, link, faults, tmp_path)


def learn(page: Page, site: str, link: str, faults: list[str], folder: Path) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Week 1: tea")).to_be_visible()
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.get_by_text("set as 1 December 2026 at 23:59 (UTC+01:00)")).to_be_visible()
    expect(page.get_by_text("Solutions are withheld")).to_be_visible()
    expect(page.get_by_text("not started")).to_be_visible()
    page.get_by_role("button", name="Download the file").click()
    expect(page.get_by_text("“Your name” is empty")).to_be_visible()
    page.get_by_role("textbox", name="Your name").fill("Zoë O'Hara")
    page.get_by_role("textbox", name="Your e-mail address").fill("zoe@example.org")
    assert violations(page) == []
    page.context.set_offline(True)
    page.get_by_role("button", name="Download the file").click()
    expect(page.get_by_text("could not be loaded. Check the connection")).to_be_visible()
    page.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in faults)
    faults.clear()

    # What was never touched is the starter, and nothing is said of checks.
    first = hand_in(page, folder).works[EXERCISE]
    assert first.results == () and first.checked is None

    page.get_by_role("link", name="Opening hours").click()
    expect(page.get_by_text("Assigned: Week 1: tea, due ")).to_be_visible()
    playground = Playground(page, EXERCISE)
    expect(playground.button("Show a hint")).to_be_visible()
    expect(playground.button("Show the solution")).to_be_hidden()
    playground.set_file("app.py", "from flask import Flask\napp = Flask(__name__)\n# größer\n")
    playground.button("Check").click()
    expect(playground.region("Checks").get_by_text("failed").first).to_be_visible()

    page.goto(site + "assignment/")  # shows the one that was opened last
    expect(page.get_by_role("textbox", name="Your name")).to_have_value("Zoë O'Hara")
    submission = hand_in(page, folder)
    work = submission.works[EXERCISE]
    assert submission.notes == ()
    assert submission.learner == {"name": "Zoë O'Hara", "email": "zoe@example.org"}
    assert submission.assignment == from_fragment(link.partition("#")[2])
    assert work.files["app.py"].decode().endswith("# größer\n") and len(first.files) == len(work.files)
    assert "failed" in {outcome for _, outcome in work.results} and work.checked is not None
    assert submission.assignment.exercises == (Assigned(EXERCISE, work.edition, 5),)

    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("Checked just now")).to_be_visible()
    expect(page.get_by_text("Opening hours: 0 of ")).to_be_visible()
    page.get_by_role("button", name="Show it as text").click()
    text = page.get_by_role("textbox", name="Your submission as text").input_value()
    assert read_submission(text.encode()).works[EXERCISE].files == work.files

    # Other work is in the way: it is asked, and what was there is set aside.
    path = folder / "zoë-o-hara-week-1-tea.flaskroom.zip"
    page.goto(site + LESSON)
    expect(playground.element.get_by_text("# größer")).to_be_visible()
    noted = checked(page)
    playground.button("Check").click()
    playground.set_file("app.py", "typed = 'while the checks run'\n")
    expect(playground.region("Checks").get_by_text("failed").first).to_be_visible()
    page.wait_for_function("([key, at]) => !localStorage.getItem(key).includes(at)", arg=[KEY, noted["at"]])
    assert checked(page)["files"] == noted["files"]  # what was checked, not what is there now
    note = f"localStorage.getItem('flaskroom {PREFIX} draft {EXERCISE}')"
    before = page.evaluate(note)
    playground.set_file("app.py", "newer = True\n")
    page.wait_for_function(f"(before) => {note} !== before", arg=before)
    page.goto(site + "assignment/")
    for bad, words in [
        (b"no zip", "This is no zip file"),
        (path.read_bytes()[:300], "The zip file is damaged"),
    ]:
        open_file(page, bad)
        expect(page.get_by_text(words)).to_be_visible()
    open_file(page, path.read_bytes())
    expect(page.get_by_text("There is other work of yours")).to_be_visible()
    page.get_by_role("button", name="Take the work of the file").click()
    expect(page.get_by_text("What was there before is set aside")).to_be_visible()
    page.goto(site + LESSON)
    expect(playground.element.get_by_text("# größer")).to_be_visible()

    page.goto(link)
    page.get_by_role("button", name="Leave this assignment").click()
    expect(page.get_by_text("This device keeps no assignment yet.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('assign'))") == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("textbox", name="Your name")).to_have_value("Zoë O'Hara")
    page.keyboard.press("End")  # the theme may not put a heading in the place of the assignment
    expect(page.get_by_text("What is kept, and where")).to_be_in_viewport()
    page.wait_for_timeout(1000)
    assert page.url == link
    page.goto(f"{site}assignment/#assignment=1&title=Second&exercise=kitchen/tea/pot&instructions={'>' * 9000}")
    expect(page.get_by_text("kitchen/tea/pot not on this site")).to_be_visible()
    expect(page.get_by_text(">" * 9000)).to_be_visible()
    expect(page.get_by_role("region", name="Hand in")).to_have_count(0)
    page.get_by_role("heading", name="Other assignments").wait_for()
    expect(page.get_by_role("link", name="Week 1: tea")).to_be_visible()
    page.goto(site + "assignment/#assignment=1&title=Cut&exercise=start/fir")
    expect(page.get_by_role("alert")).to_contain_text("Was the link cut?")


def checked(page: Page) -> dict[str, Any]:
    """What is kept of the last Check."""
    kept: dict[str, Any] = json.loads(page.evaluate("(key) => localStorage.getItem(key)", KEY))["checked"][EXERCISE]
    return kept


def open_file(page: Page, content: bytes) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file").click()
    chooser.value.set_files({"name": "work.zip", "mimeType": "application/zip", "buffer": content})
