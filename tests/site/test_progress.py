"""Progress on the reader's own device: what is noted, where it shows, how it goes away, and what never breaks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from sandbox.curriculum import load_curriculum
from tests.course import ROOT
from tests.site.playground import Playground
from tests.site.server import PREFIX
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
KEY = f"flaskroom.progress {PREFIX}"
LESSON = "start/first-app/"
EXERCISE = "start/first-app/bakery"
LESSONS = load_curriculum(ROOT).lessons
POINTS = [exercise.points for lesson in LESSONS for exercise in lesson.exercises]
ONE_READ = f"1 of {len(LESSONS)} lessons read, 1 of {len(POINTS)} exercises passed, 1 of {sum(POINTS)} points"
#: Uses a slice of what the lesson asks the reader to use.
USE = """
(range) => {
  for (const element of [...document.querySelectorAll("flask-playground, flask-quiz")].slice(...range)) {
    const type = element.localName === "flask-quiz" ? "answered" : "statechange";
    element.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }
}
"""
THEN = "2026-01-01T00:00:00.000Z"


def lesson(page: Page, name: str) -> Locator:
    """The lesson of that name in the menu."""
    return page.locator(".md-nav--primary").get_by_role("link", name=name)


def store(page: Page, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", KEY) or "null")


def go_to_the_end(page: Page) -> None:
    """Presses a key, as a reader does, until that has led to the end: the page grows while questions come."""
    page.wait_for_load_state("networkidle")
    settled = 0
    while settled < 3:
        page.keyboard.press("End")
        page.wait_for_timeout(100)
        there = page.evaluate("scrollY + innerHeight > document.documentElement.scrollHeight - 2")
        settled = settled + 1 if there else 0


def read_to_the_end(page: Page) -> None:
    go_to_the_end(page)
    expect(lesson(page, "Your first app (read)")).to_be_visible()


def test_from_reading_to_the_summary_and_back_to_nothing(page: Page, site: str) -> None:
    # What a test evaluates counts as the reader's gesture, if it comes before the part of the page that looks for one.
    page.add_init_script("Object.defineProperty(UserActivation.prototype, 'hasBeenActive', { value: false })")
    page.goto(site + LESSON)
    page.wait_for_load_state("networkidle")
    expect(lesson(page, "Your first app")).to_be_visible()
    assert stored(page) is None  # opening a page is not reading it
    read_to_the_end(page)

    playground = Playground(page, EXERCISE)
    solution = playground.call("(el) => JSON.parse(el.querySelector('script').textContent).exercise.solution")
    for name, text in solution.items():
        playground.set_file(name, text)
    playground.button("Check").click()
    expect(lesson(page, "Your first app (passed)")).to_be_visible()

    page.goto(site)
    here = page.get_by_role("link", name="Your first app, ")
    expect(page.get_by_text("Continue where you left:")).to_be_visible()
    assert re.search(r"/start/first-app/#[\w-]+$", here.get_attribute("href") or "")

    page.goto(site + "progress/")
    progress = page.locator("flask-progress")
    expect(progress).to_contain_text(ONE_READ)
    expect(progress).to_contain_text("Opening hours, 1 point passed")
    expect(progress.get_by_text("Next lesson: ").get_by_role("link")).to_have_text(LESSONS[1].title)
    assert violations(page) == []

    progress.get_by_role("button", name="Completion summary").click()
    summary = page.get_by_role("region", name="Completion summary")
    summary.get_by_role("textbox", name="Your name").fill("Ada <b>Lovelace</b>")
    expect(summary.get_by_role("heading", name="Ada <b>Lovelace</b>")).to_be_visible()
    expect(summary).to_contain_text("Opening hours: passed on")
    expect(summary).to_contain_text("Nobody has verified it.")
    assert "Ada" not in page.evaluate("JSON.stringify(localStorage)")
    summary.get_by_role("checkbox", name="Keep my name").check()
    assert "Ada" in page.evaluate("JSON.stringify(localStorage)")
    page.emulate_media(media="print")
    expect(summary.get_by_role("heading")).to_be_visible()
    expect(progress.get_by_role("heading", name="Routing")).to_be_hidden()
    expect(page.get_by_role("heading", name="What is counted, and where")).to_be_hidden()
    page.emulate_media(media="screen")

    page.get_by_role("checkbox", name="Measure the time").uncheck()
    progress.get_by_role("button", name="Delete my progress").click()
    expect(progress).to_contain_text("Nothing yet.")
    progress.get_by_role("button", name="Undo").click()
    expect(progress).to_contain_text(ONE_READ)
    mark = progress.get_by_role("listitem").filter(has_text="Your first app").get_by_title("passed")
    expect(mark.first).to_be_visible()
    progress.get_by_role("button", name="Delete my progress").click()
    expect(progress).to_contain_text("Nothing yet.")
    expect(mark).to_have_count(0)
    assert stored(page) is None or stored(page)["lessons"] == stored(page)["passed"] == {}
    assert "Ada" not in page.evaluate("JSON.stringify(localStorage)")
    expect(page.get_by_role("checkbox", name="Measure the time")).not_to_be_checked()


def test_an_exercise_that_changed_and_another_tab(context: BrowserContext, page: Page, site: str) -> None:
    page.goto(site + "map/")
    record = {"title": "First", "seen": THEN, "read": THEN, "seconds": 0, "exercises": {EXERCISE: "older"}}
    kept = {
        "schema": 1,
        "lessons": {"start/first-app": record},
        "passed": {EXERCISE: {"at": THEN, "version": "older"}},
        "last": None,
        "timed": True,
    }
    other = context.new_page()
    other.goto(site + "paths/")
    store(other, json.dumps(kept))
    station = page.locator("[data-lesson='start/first-app']")
    expect(station).to_contain_text("passed in an earlier version")
    other.reload()
    expect(other.locator("[data-lesson='start/first-app']").first).to_contain_text("passed in an earlier version")
    other.goto(site + "requests/forms/")
    go_to_the_end(other)
    expect(page.locator("[data-lesson='requests/forms']")).to_contain_text("read")
    assert stored(page)["passed"] == kept["passed"]

    other.goto(site + "templates/inheritance/")
    other.wait_for_load_state("networkidle")
    other.evaluate(USE, [0, -1])
    assert stored(other)["lessons"]["templates/inheritance"]["read"] is None
    other.evaluate(USE, [-1])
    expect(page.locator("[data-lesson='templates/inheritance']")).to_contain_text("read")


@pytest.mark.parametrize("text", ["{", '{"schema": 2, "lessons": 7}'], ids=["damaged", "newer"])
def test_what_cannot_be_read_breaks_nothing(page: Page, site: str, text: str) -> None:
    page.goto(site + "map/")
    store(page, text)
    page.goto(site + "progress/")
    newer = "schema" in text
    said = "kept by a newer version of this site" if newer else "A part of what was kept is damaged."
    expect(page.locator("flask-progress")).to_contain_text(said)
    page.goto(site + LESSON)
    if newer:
        page.wait_for_load_state("networkidle")
        go_to_the_end(page)
        expect(page.get_by_role("heading", name="Where to go next")).to_be_in_viewport()
        page.reload()  # leaving the page is when everything would be written
        assert stored(page) == json.loads(text)
    else:
        read_to_the_end(page)
        assert page.evaluate("(key) => localStorage.getItem(key)", f"{KEY} damaged") == text


#: For our own names; the theme does not get along without the others.
REFUSAL = """
for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("flaskroom")) throw new DOMException("The operation is insecure.", "SecurityError");
    return own.call(this, key, ...rest);
  };
}
"""


def test_forbidden_storage_breaks_nothing(page: Page, site: str) -> None:
    page.add_init_script(f"if (self === top) {{ {REFUSAL} }}")
    page.goto(site + "progress/")
    expect(page.locator("flask-progress")).to_contain_text("lets no site keep anything")
    page.goto(site + LESSON)
    page.wait_for_load_state("networkidle")
    go_to_the_end(page)
    expect(page.get_by_role("heading", name="Where to go next")).to_be_in_viewport()
    Playground(page, EXERCISE).expect_state("idle")


def test_other_pages_load_nothing_of_it(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("contributing/", ""):
        page.goto(site + path)
        page.wait_for_function("customElements.get('flask-playground') !== undefined")
        page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if "progress-page" in url]


def test_the_next_lesson_by_keyboard_and_not_while_typing(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    playground = Playground(page, "start/first-app/thermometer")
    playground.element.locator("figure").first.click()
    editor = playground.element.locator(".cm-content")
    editor.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("np.,")
    expect(editor).to_contain_text("np.,")
    playground.button("Run").focus()
    for key in "np.,":
        page.keyboard.press(key)
    playground.button("Run").press("Shift+?")
    expect(playground.element.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Next lesson")
    page.keyboard.press("Escape")
    assert page.url.partition("#")[0] == site + LESSON
    playground.button("Run").evaluate("(button) => button.blur()")
    page.keyboard.press("n")
    expect(page).to_have_url(site + "routing/")
    page.keyboard.press("p")
    expect(page).to_have_url(site + LESSON)


def test_on_a_phone_and_without_javascript(browser: Browser, site: str) -> None:
    for script in (True, False):
        context = browser.new_context(
            viewport={"width": 390, "height": 900},
            color_scheme="dark",
            java_script_enabled=script,
            service_workers="block",
        )
        page = context.new_page()
        if script:
            page.goto(site + LESSON)
            go_to_the_end(page)
            page.get_by_role("banner").get_by_role("link", name="Your progress").click()
            expect(page.locator("flask-progress")).to_contain_text("Continue where you left: Your first app")
        for path in ("map/", "paths/", "progress/"):
            page.goto(site + path)
            expect(page.get_by_role("main").get_by_role("link", name="Variable rules").first).to_be_visible()
            if script:
                page.wait_for_function("customElements.get('flask-playground') !== undefined")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert violations(page) == []
        if not script:
            expect(page.get_by_text("is noted by JavaScript, in your own browser")).to_be_visible()
        context.close()
    assert browser.contexts == []
