"""The browser window as a browser: scripts, streams, history, and whatever an app may answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
APPS = Path(__file__).parent / "apps"


@pytest.fixture
def run(open_playground: Open) -> Callable[[str], Playground]:
    """Runs one of the apps beside this file."""

    def run_(name: str) -> Playground:
        playground = open_playground("", "start/first-app/hello")
        playground.set_file("app.py", (APPS / f"{name}.py").read_text())
        playground.run()
        return playground

    return run_


Run = Callable[[str], Playground]


def go(playground: Playground, path: str) -> Locator:
    """Goes to a path by the address bar; returns the body of what comes."""
    playground.address.fill(path)
    playground.address.press("Enter")
    return playground.app.locator("body")


def answer(playground: Playground, path: str) -> str:
    return str(playground.call("async (el, path) => (await el.fetch(path)).text()", path)).strip()


def notice(playground: Playground) -> Locator:
    return playground.element.locator(".window-notice")


def test_scripts_call_the_api_and_modules_import_each_other(run: Run) -> None:
    playground = run("notes")
    app = playground.app
    expect(app.locator("#out")).to_have_text("ready")
    app.get_by_label("Note").fill("Buy milk")
    app.get_by_role("button", name="Add").click()
    expect(app.get_by_role("listitem")).to_have_text(["Buy milk"])
    app.get_by_role("listitem").click()
    expect(app.get_by_role("listitem")).to_have_count(0)
    said = app.locator("body").evaluate("""async () => {
      const statuses = [];
      for (const status of [204, 205, 304, 418, 599]) statuses.push((await fetch(`/status/${status}`)).status);
      const chunks = [];
      const reader = (await fetch("/slowly")).body.getReader();
      for (let part; !(part = await reader.read()).done;) chunks.push(new TextDecoder().decode(part.value));
      const abort = new AbortController();
      const aborted = fetch("/slowly", { signal: abort.signal }).then(() => "came", ({ name }) => name);
      abort.abort();
      const sync = new XMLHttpRequest();
      let refused = "";
      try { sync.open("GET", "/notes", false) } catch ({ message }) { refused = message }
      return { statuses, chunks, aborted: await aborted, refused };
    }""")
    assert said["statuses"] == [204, 205, 304, 418, 599]
    assert said["chunks"] == ["a", "b", "c"]
    assert said["aborted"] == "AbortError"
    assert "use fetch" in said["refused"]
    expect(notice(playground)).to_contain_text("synchronous XMLHttpRequest")


def test_events_and_pages_come_as_they_are_sent(run: Run) -> None:
    playground = run("events")
    app = playground.app
    expect(app.locator("#seen")).to_contain_text("1:first\nline 1 bell:2 3:first\nline 3 bell:4")
    app.get_by_role("button", name="Close").click()
    assert answer(playground, "/connections").startswith("[0,2")

    page = go(playground, "/slow")
    expect(page).to_contain_text("row 3")
    expect(app.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    assert answer(playground, "/closed") == "[]", "another request is answered meanwhile"
    expect(go(playground, "/closed")).to_contain_text("slow")
    playground.button("Back").click()
    expect(app.get_by_role("listitem").first).to_have_text("row 0")

    expect(go(playground, "/feed")).to_contain_text("data: first")
    expect(go(playground, "/endless/plain")).to_contain_text("<p>xxx")
    expect(notice(playground)).to_contain_text("more than 64 MB")
    expect(page).to_contain_text("more characters")
    expect(go(playground, "/endless/html")).to_contain_text("xxx")
    expect(notice(playground)).to_contain_text("more than 24 MB")
    go(playground, "/slow")
    expect(page).to_contain_text("row 1")
    playground.button("Stop").click()
    expect(notice(playground)).to_contain_text("The rest of this page did not come")
    expect(page).to_contain_text("row 1")


def test_scripts_and_forms_lead_elsewhere(run: Run) -> None:
    playground = run("places")
    app = playground.app
    body = app.locator("body")
    for way in ("assign", "href", "plain", "document", "local", "open", "link"):
        app.get_by_role("button", name="jump").click() if way == "link" else app.get_by_role("button", name=way).click()
        expect(body).to_contain_text(f"There: {way}, from http://localhost:5000/")
        if way in ("open", "link"):
            expect(notice(playground)).to_contain_text("There is one here")
        playground.button("Back").click()
        expect(app.get_by_role("heading")).to_have_text("Places")
    app.get_by_role("button", name="dialog").click()
    expect(app.get_by_role("dialog")).to_have_count(0)
    app.get_by_role("button", name="formaction").click()
    expect(body).to_contain_text("There: pressed=1")
    playground.button("Back").click()
    app.get_by_role("button", name="form", exact=True).click()
    expect(body).to_contain_text("There: by=form")
    for path in ("refresh", "refresh-field"):
        expect(go(playground, f"/{path}")).to_contain_text(f"There: {path.removeprefix('refresh-')}")
    expect(go(playground, "/loop")).to_contain_text("load 21")
    expect(notice(playground)).to_contain_text("20 times")


def test_history_of_one_document(run: Run) -> None:
    playground = run("places")
    app, address = playground.app, playground.address
    expect(app.get_by_role("heading")).to_have_text("Places")
    go(playground, "/#far")
    expect(address).to_have_value("http://localhost:5000/#far")
    expect(app.locator("#far")).to_be_in_viewport()
    expect(app.locator("output")).to_have_text("pop null /;hash #far;")
    app.get_by_role("button", name="push").click()
    expect(address).to_have_value("http://localhost:5000/deep/state")
    playground.button("Back").click()
    expect(address).to_have_value("http://localhost:5000/#far")
    playground.button("Forward").click()
    expect(app.locator("output")).to_contain_text('pop {"at":2} /deep/state;')
    app.get_by_role("button", name="back", exact=True).click()
    playground.button("Back").click()
    expect(address).to_have_value("http://localhost:5000/")
    expect(app.locator("output")).to_contain_text("hash ;")
    app.get_by_role("link", name="script link").click()
    expect(playground.element.get_by_role("status", name="Title")).to_have_text("/")
    assert answer(playground, "/loop").startswith("<p>load 1<"), "the server was not asked for any of it"


def test_whatever_an_app_answers_is_shown(run: Run, page: Page, faults: list[str]) -> None:
    playground = run("places")
    app, note = playground.app, notice(playground)
    expect(go(playground, "/circle")).to_contain_text("/circle → /circle")
    expect(go(playground, "/empty")).to_contain_text("404 NOT FOUND")
    go(playground, "/nothing")
    expect(note).to_contain_text("204")
    expect(app.locator("body")).to_contain_text("404 NOT FOUND")
    go(playground, "/out")
    expect(note).to_contain_text("redirects to https://example.com/")
    expect(go(playground, "/latin")).to_have_text("café")
    expect(go(playground, "/broken")).to_have_text("caf� au lait")
    expect(note).to_contain_text("character encoding")
    expect(go(playground, "/short")).to_have_text("short")
    expect(note).to_contain_text("Content-Length says 100")
    body = go(playground, "/json")
    expect(body).to_have_text(re.compile(r'^\{\n  "a"'))
    app.get_by_role("radio", name="Raw").click()
    expect(body).to_have_text(re.compile(r'^\{"a"'))
    go(playground, "/frames")
    expect(app.frame_locator("iframe").locator("body")).to_contain_text("There: , from http://localhost:5000/frames")
    go(playground, "/binary")
    expect(note.get_by_role("link", name="Save binary")).to_be_visible()
    expect(go(playground, "/policy")).to_contain_text("page nonce ran own ran")
    expect(app.locator("p")).to_have_css("color", "rgb(1, 2, 3)")
    expect(note).to_contain_text("Content-Security-Policy")

    shown: list[str] = []

    def accept(dialog: Dialog) -> None:
        shown.append(f"{dialog.type} {dialog.message}")
        dialog.accept("Ada" if dialog.type == "prompt" else None)

    page.on("dialog", accept)
    expect(go(playground, "/there")).to_contain_text("There:")
    said = app.locator("body").evaluate("() => [alert('hear'), confirm('sure?'), prompt('name?')]")
    assert said == [None, True, "Ada"]
    assert shown == ["alert hear", "confirm sure?", "prompt name?"]
    faults.clear()  # the policy reports what it blocks
