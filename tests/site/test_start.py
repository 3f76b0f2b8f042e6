"""Every way in which an interpreter starts: without the rest of the library, from a snapshot, ahead of time."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.site.playground import SPARE, Playground, expect_interpreters
from tests.site.server import serve_to

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "", "start/first-app/hello"
HEAD = 'from flask import Flask\napp = Flask(__name__)\ncount = 0\n@app.get("/")\ndef home():\n'
HIDDEN = 'm = __import__("smtp" + "lib")'
SAVE_DATA = "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });"
NOTED = "localStorage.getItem('flaskroom.snapshot')"


class Gate:
    """Holds back every request for the rest of the library until it is opened."""

    FILES = "**/bundle/rest-*"

    def __init__(self, page: Page) -> None:
        self._page = page
        self._held: list[Route] = []
        page.route(self.FILES, self._hold)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    def open(self) -> None:
        while self._held:
            self._held.pop().continue_()
        self._page.unroute(self.FILES)


@pytest.fixture
def playground(context: BrowserContext, open_playground: Open) -> Playground:
    """On a first visit, with no interpreter started ahead of time."""
    context.add_init_script(SAVE_DATA)
    return open_playground(PAGE, NAME)


@pytest.fixture
def gate(playground: Playground) -> Iterator[Gate]:
    gate = Gate(playground.page)
    yield gate
    gate.open()


def set_app(playground: Playground, body: str) -> None:
    playground.set_file("app.py", HEAD + body)


def body(playground: Playground, text: str) -> None:
    expect(playground.app.locator("body")).to_have_text(text)


# --- the library in two pieces ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("gate")
def test_a_first_response_needs_no_rest(playground: Playground) -> None:
    set_app(playground, '    return "early"\n')
    playground.run()
    body(playground, "early")
    expect(playground.region("Server log")).to_contain_text('"GET / HTTP/1.1" 200')


def test_nor_does_the_page_where_most_readers_begin(context: BrowserContext, page: Page, open_playground: Open) -> None:
    context.add_init_script(SAVE_DATA)
    gate = Gate(page)
    playground = open_playground("", "start/first-app/hello")
    playground.run()
    expect(playground.app.get_by_role("heading", name="Ada")).to_be_visible()  # from a template, with strings in it
    gate.open()


@pytest.mark.parametrize(
    "source",
    [
        HEAD + '    import smtplib\n    return f"{smtplib.SMTP_PORT}"\n',
        HEAD.replace("count = 0", "from smtplib import SMTP_PORT") + '    return f"{SMTP_PORT}"\n',
        # Nobody can see these in the text, so the app has started when the module turns out to be missing.
        HEAD
        + '    global count\n    count += 1\n    m = __import__("smtp" + "lib")\n    return f"{m.SMTP_PORT * count}"\n',
        HEAD.replace("count = 0", HIDDEN) + '    return f"{m.SMTP_PORT}"\n',
        HEAD + '    return (part for part in ["2", "5"])\n',
    ],
    ids=["import in a view", "import at the top", "hidden in a view", "hidden at the top", "streamed"],
)
def test_what_comes_too_early_is_served_later(playground: Playground, gate: Gate, source: str) -> None:
    playground.set_file("app.py", source)
    with playground.page.expect_request(gate.FILES):
        playground.button("Run").click()
    gate.open()
    body(playground, "25")
    playground.expect_state("running")
    log = playground.region("Server log")
    expect(log).to_contain_text('"GET / HTTP/1.1" 200')
    assert "Error" not in log.inner_text()
    assert log.inner_text().count("Running on") == 1


@pytest.mark.usefixtures("gate")
def test_what_is_printed_shows_though_the_rest_is_not_there(playground: Playground) -> None:
    set_app(playground, '    print("before the loop")\n    while True: pass\n')
    playground.button("Run").click()
    expect(playground.region("Server log")).to_contain_text("before the loop")


def test_checks_wait_for_the_rest(playground: Playground, gate: Gate) -> None:
    with playground.page.expect_request(gate.FILES):
        playground.button("Check").click()
    gate.open()
    expect(playground.region("Checks")).to_contain_text("checks pass")


def test_a_rest_that_does_not_come_is_told_and_asked_for_again(
    context: BrowserContext, page: Page, site_folder: Path, faults: list[str]
) -> None:
    context.add_init_script(SAVE_DATA)
    gone = {"rest-"}
    with serve_to(page, site_folder, gone) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        set_app(playground, '    return f"{__import__("smtp" + "lib").SMTP_PORT}"\n')
        playground.button("Run").click()
        expect(playground.region("Server log")).to_contain_text("trying again")
        gone.clear()
        body(playground, "25")
    assert faults
    assert all("404" in fault for fault in faults)
    faults.clear()


def test_a_new_build_in_the_middle_of_a_visit(
    context: BrowserContext, page: Page, site_folder: Path, tmp_path: Path, faults: list[str]
) -> None:
    context.add_init_script(SAVE_DATA)
    folder = tmp_path / "site"
    shutil.copytree(site_folder, folder)
    with serve_to(page, folder) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        with page.expect_request_finished(lambda request: "/rest-" in request.url):
            playground.run()
        rename_files(folder / "assets/sandbox/bundle")
        playground.button("Check").click()  # for which the old build had other files
        expect(playground.region("Checks")).to_contain_text("takes the new version")
        playground.expect_state("running")
        playground.button("Check").click()
        expect(playground.region("Checks")).to_contain_text("checks pass")
    assert faults
    assert all("404" in fault for fault in faults)
    faults.clear()


def rename_files(bundle: Path) -> None:
    """As another build has them: everything under other names."""
    manifest = json.loads((bundle / "manifest.json").read_text())
    for entry in manifest["files"].values():
        (bundle / entry["file"]).rename(bundle / f"new-{entry['file']}")
        entry["file"] = f"new-{entry['file']}"
    (bundle / "manifest.json").write_text(json.dumps(manifest))


# --- the snapshot -----------------------------------------------------------------------------------------------------


def visit_until_kept(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.wait_for_function(f"{NOTED} !== null")


def run_from_snapshot(page: Page, address: str) -> Playground:
    """Opens the page anew, where the snapshot was kept, and runs an app whose answer differs from run to run."""
    playground = Playground(page, NAME)
    with page.expect_request("**/bundle/snapshot-*"):
        page.goto(address + PAGE)
        playground.set_file("app.py", "import random\n" + HEAD + '    return f"{random.random()} ran"\n')
        playground.run()
    expect(playground.app.locator("body")).to_contain_text("ran")
    return playground


def test_a_later_visit_continues_from_the_snapshot(page: Page, site: str) -> None:
    visit_until_kept(page, site)
    answers = {run_from_snapshot(page, site).app.locator("body").inner_text() for _ in range(2)}
    assert len(answers) == 2, f"random numbers have to differ from visit to visit, but they are {answers}"
    assert page.evaluate(NOTED).startswith("snapshot-")


def test_a_snapshot_holds_nothing_of_the_machine_that_built_it(page: Page, site: str) -> None:
    visit_until_kept(page, site)
    playground = run_from_snapshot(page, site)
    before = page.evaluate("Date.now() / 1000")
    playground.set_file("app.py", "import os, time\n" + HEAD + '    return {**os.environ, "time": time.time()}\n')
    playground.button("Run").click()
    expect(playground.app.locator("body")).to_contain_text("HOME")
    said = json.loads(playground.app.locator("body").inner_text())
    assert said["time"] >= before - 1
    assert said["HOME"] == "/home/learner"
    assert not any("work" in name.lower() or "deno" in f"{value}".lower() for name, value in said.items())


@pytest.mark.parametrize("damage", ["corrupt", "truncated", "of another build"])
def test_the_ordinary_boot_takes_over(page: Page, site_folder: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site_folder, folder)
    bundle = folder / "assets/sandbox/bundle"
    manifest = json.loads((bundle / "manifest.json").read_text())
    entry = manifest["files"]["snapshot"]
    path = bundle / entry["file"]
    content = path.read_bytes()
    if damage == "corrupt":
        content = content[:1000] + bytes(1000) + content[2000:]
    elif damage == "truncated":
        content = content[: len(content) // 2]
    else:
        content = gzip.compress(b"\0" * 64 + gzip.decompress(content)[64:], 1)
        entry |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        (bundle / "manifest.json").write_text(json.dumps(manifest))
    path.write_bytes(content)
    with serve_to(page, folder) as address:
        visit_until_kept(page, address)
        run_from_snapshot(page, address)
        assert page.evaluate(NOTED) == f"unusable {entry['file']}"
        run_again = Playground(page, NAME)
        run_again.run()


# --- ahead of time ----------------------------------------------------------------------------------------------------


def test_an_interpreter_waits_and_another_one_follows_it(page: Page, site: str) -> None:
    page.add_init_script(SPARE)
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    for text in ("one", "two"):
        page.wait_for_function("window.spare === 'ready'")
        page.evaluate("window.spare = null")
        set_app(playground, f'    return "{text}"\n')
        playground.run()
        body(playground, text)
    page.wait_for_function("window.spare === 'ready'")
    assert page.locator('iframe[title="Python"]').count() == 1
    expect_interpreters(page, 2)  # one that runs, one that waits


@pytest.mark.parametrize(
    "script", [SAVE_DATA, "Object.defineProperty(Document.prototype, 'hidden', { get: () => true });"]
)
def test_none_waits_where_bytes_cost_or_nobody_looks(page: Page, site: str, script: str) -> None:
    page.add_init_script(script)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + PAGE)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise((resolve) => requestIdleCallback(resolve))")
    assert not [url for url in asked if "/bundle/" in url]
    Playground(page, NAME).run()


def test_running_again_and_again_leaves_nothing_behind(page: Page, site: str) -> None:
    page.add_init_script(SPARE)
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    for _ in range(12):
        playground.call("(el) => void el.run()")
    playground.expect_state("running")
    page.wait_for_function("window.spare === 'ready'")
    assert page.locator('iframe[title="Python"]').count() == 1
    playground.button("Stop").click()
    expect_interpreters(page, 1)


def test_an_endless_loop_in_the_apps_own_page(playground: Playground) -> None:
    set_app(playground, '    return "<p>looping<script>setTimeout(() => { for (;;); }, 300)</script>"\n')
    playground.run()
    playground.page.wait_for_timeout(600)
    playground.button("Stop").click()
    playground.expect_state("stopped")
    set_app(playground, '    return "well again"\n')
    playground.run()
    body(playground, "well again")


def test_a_page_that_comes_back_from_the_cache_of_pages(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    playground.run()
    page.goto(site + "contributing/")
    page.go_back()
    expect(playground.element).to_have_attribute("data-state", re.compile("idle|running"))
    set_app(playground, '    return "back again"\n')
    playground.run()
    body(playground, "back again")


def test_two_pages_start_side_by_side(context: BrowserContext, site: str) -> None:
    pages = [context.new_page() for _ in range(2)]
    for number, page in enumerate(pages):
        page.goto(site + PAGE)
        set_app(Playground(page, NAME), f'    return "page {number}"\n')
        Playground(page, NAME).button("Run").click()
    for number, page in enumerate(pages):
        body(Playground(page, NAME), f"page {number}")
