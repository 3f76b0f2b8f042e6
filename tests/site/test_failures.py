"""What learners and incomplete servers do wrong: a clear message in the page, and the next Run works."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.playground import Playground
from tests.site.server import serve_to

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"
HEAD = 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n'
GOOD = HEAD + '    return "it runs"\n'


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    return open_playground(PAGE, NAME)


def run_again(playground: Playground) -> None:
    playground.set_file("app.py", GOOD)
    playground.run()
    expect(playground.app.locator("body")).to_have_text("it runs")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = = 1", "SyntaxError: invalid syntax"),
        ("import flsk", "No module named 'flsk'"),
        ("x = 1", "Failed to find Flask application"),
        ("from flask import Flask\na = Flask('a')\nb = Flask('b')", "Detected multiple Flask applications"),
        ("import sys\nsys.exit(2)", "SystemExit"),
    ],
    ids=["syntax error", "import error", "no app", "two apps", "exit"],
)
def test_an_app_that_cannot_start(playground: Playground, source: str, said: str) -> None:
    playground.set_file("app.py", source)
    playground.button("Run").click()
    playground.expect_state("failed")
    expect(playground.region("Problems")).to_contain_text(said)
    run_again(playground)


def test_a_problem_leads_to_its_line(playground: Playground) -> None:
    playground.set_file("app.py", HEAD + "    return 1 / 0\n")
    playground.button("Run").click()
    expect(playground.app.locator("body")).to_contain_text("ZeroDivisionError")
    problems = playground.region("Problems")
    expect(problems).to_contain_text("ZeroDivisionError: division by zero")
    playground.element.get_by_role("tab", name="test_app.py").click()
    problems.get_by_role("button", name="app.py, line 5").first.click()
    expect(playground.element.get_by_role("tab", name="app.py", exact=True)).to_have_attribute("aria-selected", "true")
    run_again(playground)


def test_an_endless_loop_stops_and_the_page_answers_meanwhile(playground: Playground) -> None:
    playground.set_file("app.py", HEAD + '    print("before")\n    while True: pass\n')
    playground.button("Run").click()
    playground.expect_state("running")
    expect(playground.region("Server log")).to_contain_text("before")
    assert playground.call("() => 6 * 7") == 42
    pending = "(el) => { window.pending = el.fetch('/').then(() => 'answered', (error) => error.message) }"
    playground.call(pending)
    playground.button("Stop").click()
    playground.expect_state("stopped")
    assert "stopped" in playground.page.evaluate("window.pending")
    run_again(playground)


def test_a_flood_of_output_is_cut(playground: Playground) -> None:
    playground.set_file("app.py", HEAD + '    for n in range(1_000_000): print("x" * 99)\n    return "printed"\n')
    playground.run()
    expect(playground.app.locator("body")).to_have_text("printed")
    expect(playground.region("Server log")).to_contain_text("not shown")
    run_again(playground)


def test_memory_ends_in_an_error_not_in_a_dead_tab(playground: Playground) -> None:
    playground.set_file("app.py", HEAD + "    l = []\n    while True: l.append(1)\n")
    playground.run()
    expect(playground.region("Problems")).to_contain_text("MemoryError")
    run_again(playground)


def test_an_interpreter_that_exits_says_so(playground: Playground) -> None:
    playground.set_file("app.py", "import os\n" + HEAD + "    os._exit(3)\n")
    playground.button("Run").click()
    playground.expect_state("failed")
    expect(playground.element).to_contain_text("exit status 3")
    run_again(playground)


@pytest.mark.parametrize("missing", ["pyodide.asm", "core-", "worker.js", "manifest.json"])
def test_a_missing_file_is_named_and_try_again_works(
    page: Page, site_folder: Path, faults: list[str], missing: str
) -> None:
    gone = {missing}
    with serve_to(page, site_folder, gone) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        playground.button("Run").click()
        playground.expect_state("failed")
        expect(playground.element).to_contain_text("The server answered 404 for")
        gone.clear()
        playground.button("Try again").click()
        playground.expect_state("running")
    assert faults and all("404" in fault for fault in faults)
    faults.clear()


def test_regions_that_do_not_come_are_asked_for_again(page: Page, site_folder: Path, faults: list[str]) -> None:
    """Opened by hand, by Check and by Run."""
    gone = {"/all-"}
    with serve_to(page, site_folder, gone) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        cookies = playground.region("Cookies")
        expect(cookies.get_by_role("alert")).to_contain_text("could not be loaded. Check the connection")
        playground.button("Check").click()
        checks = playground.element.get_by_role("region", name="Checks", exact=True)
        expect(checks.get_by_role("alert")).to_contain_text("could not be loaded")
        expect(playground.button("Check")).to_be_enabled()
        playground.button("Run").click()
        playground.expect_state("failed")
        expect(playground.element).to_contain_text("A part of this page could not be loaded.")
        gone.clear()
        checks.get_by_role("button", name="Try again").click()
        expect(checks).to_contain_text("Not checked yet")
        playground.run()
        expect(playground.region("Server log")).to_contain_text('"GET / HTTP/1.1" 200')
    assert faults and all("404" in fault for fault in faults)
    faults.clear()


def test_a_computer_that_was_asleep_in_the_middle_of_a_start(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/bundle/core-*", lambda route: held.append(route))
    page.clock.install()
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    playground.button("Run").click()
    expect(playground.element).to_contain_text(re.compile(r"[1-9]\.\d of"))
    page.clock.fast_forward("08:00:00")  # every timer is late at once
    playground.expect_state("failed")
    expect(playground.element).to_contain_text("sent nothing for 30 seconds")
    page.unroute("**/bundle/core-*")
    playground.button("Try again").click()
    playground.expect_state("running")


def test_a_damaged_archive_is_refused(page: Page, site_folder: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "site"
    shutil.copytree(site_folder, damaged)
    archive = next((damaged / "assets/sandbox/bundle").glob("core-*.bin"))
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    with serve_to(page, damaged) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        playground.button("Run").click()
        playground.expect_state("failed")
        expect(playground.element).to_contain_text("is damaged")
