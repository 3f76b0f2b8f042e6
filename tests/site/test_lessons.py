"""Every lesson page: its playgrounds run and check themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from sandbox.lessons import Playground as Source
from sandbox.lessons import load_lessons
from sandbox.pages import fences
from sandbox.prose import to_html
from sandbox.requests_http import SavedRequest
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
#: What the event `check` tells.
CHECK = """async (el) => {
  const heard = new Promise((resolve) => el.addEventListener("check", resolve, { once: true }));
  await el.check();
  const { passed, version, results } = (await heard).detail;
  return { passed, version, said: results.map(({ message }) => message) };
}"""
#: Which of the mistakes, given as HTML, an element explains.
EXPLAINS = """(element, mistakes) => mistakes.findIndex((html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return element.innerText.includes(body.textContent.trim());
})"""


def address(source: Source) -> str:
    return PAGES[source.id].lstrip("/")


def saved(playground: Playground, request: SavedRequest) -> Locator:
    """The button of a saved request."""
    return playground.element.get_by_role("button", name=f"{request.method} {request.path}", exact=True).last


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.id)
def test_example_runs_and_passes_its_checks(source: Source, open_playground: Open) -> None:
    playground = open_playground(address(source), source.id)
    for request in source.requests:
        expect(saved(playground, request)).to_be_visible()
    playground.run()
    expect(playground.app.locator("body")).not_to_be_empty()
    expect(playground.app.locator("body")).not_to_contain_text("Internal Server Error")
    playground.button("Check").click()
    checks = playground.region("Checks")
    expect(checks).to_contain_text(PASSED)
    expect(checks).not_to_contain_text("Failed")


@pytest.mark.parametrize("source", EXERCISES, ids=lambda source: source.id)
def test_exercise_knows_its_answers(source: Source, open_playground: Open) -> None:
    playground, exercise = open_playground(address(source), source.id), source.exercise
    assert exercise is not None
    if source.requests:
        saved(playground, source.requests[-1]).click()
        playground.expect_state("running")
        # It opens by itself: this is what was asked for.
        requests = playground.element.get_by_role("region", name="Requests", exact=True)
        expect(requests).to_contain_text(source.requests[-1].path)
    checks = playground.region("Checks")

    def check(answer: Mapping[str, str]) -> Any:
        playground.call("(el, files) => { el.files = files }", {**source.project.files, **answer})
        return playground.call(CHECK)

    assert not check({})["passed"], "the starter passes"
    expect(checks).to_contain_text("Failed")
    expect(checks.get_by_role("complementary")).to_have_count(0)
    for mistake in exercise.mistakes:
        assert not check(mistake.files)["passed"], mistake.name
        known = checks.get_by_role("complementary", name="A known mistake")
        explained = [str(to_html(other.because)) for other in exercise.mistakes]
        assert known.evaluate(EXPLAINS, explained) == exercise.mistakes.index(mistake), mistake.name
    for name, answer in {"solution": exercise.solution, **exercise.alternatives}.items():
        report = check(answer)
        assert report["passed"], f"{name}: {report['said']}"
        assert re.fullmatch("[0-9a-f]{12}", report["version"])
    expect(checks).not_to_contain_text("Failed")
    expect(checks.get_by_role("complementary")).to_have_count(0)
