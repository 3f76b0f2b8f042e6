"""Every lesson page: its playgrounds run and check themselves, its quizzes explain."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sandbox.lessons import Playground as Source
from sandbox.lessons import load_lessons
from sandbox.pages import fences
from tests.course import ROOT
from tests.site.playground import Playground

pytestmark = pytest.mark.browser
SOURCES = {source.id: source for lesson in load_lessons(ROOT).values() for source in lesson.playgrounds.values()}
#: Playground → address of the page that shows it, as MkDocs makes it of the file's name.
PAGES = {
    fence.body.strip(): fence.page.removeprefix("docs/").removesuffix(".md").removesuffix("index") + "/"
    for fence in fences(ROOT)
    if fence.language == "playground"
}
#: One check or several.
PASSED = re.compile("check passes|checks pass")
EXAMPLES = [source for source in SOURCES.values() if source.exercise is None]
EXERCISES = [source for source in SOURCES.values() if source.exercise]
Open = Callable[[str, str], Playground]


def address(source: Source) -> str:
    return PAGES[source.id].lstrip("/")


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.id)
def test_example_runs_and_passes_its_checks(source: Source, open_playground: Open) -> None:
    playground = open_playground(address(source), source.id)
    playground.run()
    expect(playground.app.locator("body")).not_to_be_empty()
    playground.button("Check").click()
    checks = playground.region("Checks")
    expect(checks).to_contain_text(PASSED)
    expect(checks).not_to_contain_text("Failed")


@pytest.mark.parametrize("source", EXERCISES, ids=lambda source: source.id)
def test_exercise_is_solved_by_its_solution(source: Source, open_playground: Open) -> None:
    playground = open_playground(address(source), source.id)
    playground.button("Check").click()
    expect(playground.region("Checks")).to_contain_text("Failed")
    playground.button("Show a hint").click()
    expect(playground.element).to_contain_text("hint")
    playground.button("Show the solution").click()
    playground.button("Use this solution").click()
    playground.button("Check").click()
    expect(playground.region("Checks")).not_to_contain_text("Failed")
    expect(playground.region("Checks")).to_contain_text(PASSED)


@pytest.mark.parametrize("source", [s for s in SOURCES.values() if s.requests], ids=lambda source: source.id)
def test_saved_requests_are_buttons(source: Source, open_playground: Open) -> None:
    playground = open_playground(address(source), source.id)
    request = source.requests[-1]
    name = f"{request.method} {request.path}"
    playground.element.get_by_role("button", name=name, exact=True).last.click()
    playground.expect_state("running")
    # It opens by itself: this is what was asked for.
    expect(playground.element.get_by_role("region", name="Requests", exact=True)).to_contain_text(request.path)


def test_quiz_explains_right_and_wrong(page: Page, site: str) -> None:
    page.goto(site + "requests/forms/")
    quiz = page.locator("flask-quiz").first
    quiz.get_by_label("The entry is stored twice").check()
    quiz.get_by_role("button", name="Check answer").click()
    expect(quiz).to_contain_text("if the view had answered the POST with a page")
    quiz.get_by_label("The page is fetched again with GET").check()
    quiz.get_by_role("button", name="Check answer").click()
    expect(quiz).to_contain_text("The answer to the POST was the redirect")
