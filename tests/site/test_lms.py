"""Packages for an LMS, launched by scorm-again in Chromium: Python runs inside, the score arrives, work comes back."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from playwright.sync_api import FrameLocator, Page, expect

from sandbox.classroom.commands import classroom
from tests.site.lms import Lms, Lrs, PackedPlayground, hosted, lrs
from tests.site.playground import Playground
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
EXERCISE = "start/first-app/bakery"
OTHER = "routing/url-building/harbors"
WEEK = f"""
format = 1
title = "Week 1 & <more>"
instructions = "Do **all** of it."
reveal = ["hints", "checks"]
exercises = ["{EXERCISE}", "{OTHER}"]
[points]
"{OTHER}" = 3
"""
#: What many an LMS allows its frame.
SANDBOX = 'sandbox="allow-scripts allow-same-origin allow-forms allow-popups"'


def export(site: Path, out: Path, *words: str) -> Path:
    done = CliRunner().invoke(classroom, ["export", "--built", str(site), "--out", str(out), *words])
    assert done.exit_code == 0, done.output
    return out


def solve(playground: Playground) -> None:
    playground.expect_state("idle")
    solution = playground.call("el => JSON.parse(el.querySelector('script').textContent).exercise.solution")
    for name, text in solution.items():
        playground.set_file(name, text)


def expect_kept(page: Page, lms: Lms, learner: str, part: dict[str, str]) -> None:
    """Waits until the LMS has all of these, by name, at the top or in `core`."""
    for _ in range(300):
        kept = lms.kept(page, learner)
        flat = {**kept, **kept.get("core", {})}
        flat |= {f"score.{name}": value for name, value in flat.get("score", {}).items()}
        if part.items() <= flat.items():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the LMS has {flat}, expected {part}")


def launch_words(store: Lrs) -> str:
    """What xAPI's launch puts behind an address."""
    actor = {"name": ["Ada"], "mbox": ["mailto:ada@example.org"]}
    session = "3f0c1d7a-9a35-4c0e-8f3f-0a1b2c3d4e5f"
    words = {"endpoint": store.endpoint, "auth": "Basic YTpi", "actor": json.dumps(actor), "registration": session}
    return urlencode(words | {"activity_id": "https://example.org/whole"})


def test_an_assignment_in_scorm_12(page: Page, site_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "week1.toml").write_text(WEEK)
    words = ("--format", "scorm12", "--assignment", str(tmp_path / "week1.toml"))
    package = export(site_folder, tmp_path / "week1.zip", *words)
    with lrs() as store, hosted(package, tmp_path / "host", "scorm12", SANDBOX) as lms:
        start = lms.launch(page, query=f"&{launch_words(store)}")  # in this package they mean nothing
        expect(start.get_by_role("heading", name="Week 1 & <more>")).to_be_visible()
        expect(start.get_by_text("Solutions are withheld")).to_be_visible()
        expect(start.get_by_text("0 of 2 exercises passed, 0 of ")).to_be_visible()
        expect_kept(page, lms, "ada", {"lesson_status": "incomplete", "score.raw": ""})

        start.get_by_role("button", name="Your first app").click()
        playground = PackedPlayground(page, start, EXERCISE)
        expect(playground.button("Show a hint")).to_be_visible()
        expect(playground.button("Show the solution")).to_be_hidden()
        expect(playground.button("Share")).to_be_hidden()
        solve(playground)
        playground.run()
        playground.button("Check").click()
        expect(start.get_by_text("1 of 2 exercises passed")).to_be_visible()
        start.get_by_role("button", name="Next").click()
        harbors = PackedPlayground(page, start, OTHER)
        harbors.expect_state("idle")
        harbors.set_file("app.py", "# mine, 'größer'\n" + harbors.call("el => el.files['app.py']"))
        expect(harbors.element.get_by_text("# mine")).to_be_visible()
        lms.leave(page)
        expect_kept(page, lms, "ada", {"score.raw": "25", "exit": "suspend", "lesson_location": "routing/url-building"})

        start = lms.launch(page, "bob")  # of another learner in the same browser, nothing is seen
        expect(start.get_by_text("0 of 2 exercises passed")).to_be_visible()
        start.get_by_role("button", name="URL building").click()
        expect(PackedPlayground(page, start, OTHER).element.get_by_text("HARBORS").first).to_be_visible()
        lms.leave(page)
        start = lms.launch(page)
        expect(start.get_by_text("1 of 2 exercises passed")).to_be_visible()
        expect(PackedPlayground(page, start, OTHER).element.get_by_text("# mine")).to_be_visible()
        lms.leave(page)
        assert store.asked == []


def test_a_lesson_in_scorm_2004_goes_on_in_another_browser(
    page: Page, stranger: Page, site_folder: Path, tmp_path: Path
) -> None:
    words = ("--format", "scorm2004", "--lesson", "start/first-app")
    with hosted(export(site_folder, tmp_path / "a.zip", *words), tmp_path / "host", "scorm2004") as lms:
        start = lms.launch(page)
        playground = PackedPlayground(page, start, EXERCISE)
        solve(playground)
        playground.button("Check").click()
        expect(start.get_by_text("1 of 1 exercise passed")).to_be_visible()
        expect_kept(page, lms, "ada", {"score.scaled": "1", "completion_status": "incomplete"})
        read_to_the_end(start)
        expect(start.get_by_text("All passed")).to_be_visible()
        lms.leave(page)
        expect_kept(page, lms, "ada", {"completion_status": "completed", "success_status": "passed"})

        kept = page.evaluate("localStorage.getItem('kept ada')")
        lms.leave(stranger)
        stranger.evaluate("(kept) => localStorage.setItem('kept ada', kept)", kept)
        start = lms.launch(stranger)
        expect(start.get_by_text("All passed")).to_be_visible()
        there = PackedPlayground(stranger, start, EXERCISE)
        solution = there.call("el => JSON.parse(el.querySelector('script').textContent).exercise.solution")
        expect(there.element.get_by_text("Your version")).to_be_visible()
        assert there.call("el => el.files")["app.py"] == solution["app.py"]
        lms.leave(stranger)
        expect_kept(stranger, lms, "ada", {"completion_status": "completed", "success_status": "passed"})


def read_to_the_end(start: FrameLocator | Page) -> None:
    """Presses a key, as a reader does, until that has led to the end: the page grows while questions come."""
    lesson = start.frame_locator("flaskroom-lms iframe").locator("body")
    settled = 0
    while settled < 3:
        lesson.press("End")
        there = "() => scrollY + innerHeight > document.documentElement.scrollHeight - 2"
        settled = settled + 1 if lesson.evaluate(there) else 0
        lesson.page.wait_for_timeout(100)


def test_without_an_lms_statements_go_where_the_launch_says(
    page: Page, site_folder: Path, tmp_path: Path, faults: list[str]
) -> None:
    words = ("--format", "scorm2004", "--lesson", "start/first-app", "--xapi", "launch")
    package = export(site_folder, tmp_path / "a.zip", *words)
    with lrs() as store, hosted(package, tmp_path / "host", "scorm2004", 'sandbox="allow-scripts"') as lms:
        page.goto(f"{lms.address}content/index.html")
        expect(page.get_by_text("No LMS is around this page, so nothing is reported.")).to_be_visible()
        expect(page.get_by_text("Nothing is reported by xAPI: the launch has no endpoint")).to_be_visible()
        page.goto(f"{lms.address}content/index.html?{launch_words(store)}")
        lesson = page.frame_locator("flaskroom-lms iframe")
        playground = Playground(page, EXERCISE)
        playground.element = lesson.locator(f'flask-playground[name="{EXERCISE}"]')
        playground.expect_state("idle")
        assert violations(page) == []
        store.refusals = [503]
        playground.button("Check").click()
        expect(page.get_by_text("has not got 2 statements about your work: it answered 503")).to_be_visible()
        faults.clear()  # the browser notes the answer in its console
        solve(playground)
        playground.button("Check").click()
        expect(page.get_by_text("Reported to 127.0.0.1")).to_be_visible()
        read_to_the_end(page)
        expect(page.get_by_text("All passed")).to_be_visible()
        page.goto(f"{lms.address}left.html")
        told = {one["id"]: one for one in store.statements}.values()
        verbs = [one["verb"]["id"].rpartition("/")[2] for one in told]
        assert verbs == ["attempted", "failed", "passed", "experienced", "completed", "passed"]
        tried, failed, right, read, *whole = told
        assert right["object"]["id"].endswith("content/start/first-app/#bakery")
        assert right["result"] == {"score": {"scaled": 1}, "success": True} and failed["result"]["success"] is False
        assert "result" not in tried and read["object"]["definition"]["name"] == {"en": "Your first app"}
        assert [one["object"]["id"] for one in whole] == ["https://example.org/whole"] * 2
        assert whole[0]["result"] == {"score": {"scaled": 1}, "completion": True}
        assert {one["actor"]["mbox"] for one in told} == {"mailto:ada@example.org"}
        assert {one["context"]["registration"][:8] for one in told} == {"3f0c1d7a"}
        sent = {name.lower(): value for name, value in store.headers[0].items()}
        assert (sent["x-experience-api-version"], sent["authorization"]) == ("1.0.3", "Basic YTpi")
        assert set(store.asked) == {"/xapi/statements"}

        start = lms.launch(page)  # in a frame without an origin
        expect(start.get_by_text("your LMS does not let the lesson's scripts run")).to_be_visible()
        faults.clear()
