"""Usable by everyone: axe finds nothing, the keyboard suffices, a phone does not scroll sideways."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.course import ROOT
from tests.site.playground import Playground

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGE, NAME = "requests/forms/", "requests/forms/guestbook"


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe complains about in the elements that match a selector."""
    page.add_script_tag(path=AXE)
    run = "async (within) => (await axe.run(within)).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    found = page.evaluate(run, within)
    return [f"{rule}: {nodes}" for rule, nodes in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: Literal["light", "dark"], width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    for path in ("", "teaching/start/", PAGE):
        page.goto(site + path)
        page.wait_for_function("customElements.get('flask-playground') !== undefined")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    Playground(page, NAME).run()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    console = Playground(page, NAME).region("Console")
    console.get_by_role("textbox", name="Command").fill("ls -l")
    console.get_by_role("textbox", name="Command").press("Enter")
    expect(console.get_by_role("log")).to_contain_text("app.py")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_keyboard_suffices(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    playground.button("Run").focus()
    page.keyboard.press("Enter")
    playground.expect_state("running")
    playground.element.get_by_role("tabpanel").focus()
    editor = playground.element.locator(".cm-content")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type('\n@app.get("/typed")\ndef typed():\nreturn "typed"\n')
    page.keyboard.press("Control+Enter")
    playground.expect_state("running")
    playground.address.fill("/typed")
    playground.address.press("Enter")
    expect(playground.app.locator("body")).to_have_text("typed")
    editor.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()


def test_without_javascript_every_file_is_listed(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)
    listing = page.locator(f'flask-playground[name="{NAME}"]')
    for name in ("app.py", "templates/guestbook.html", "test_app.py"):
        expect(listing.get_by_text(name, exact=True).first).to_be_visible()
    expect(listing.get_by_text("def guestbook").first).to_be_visible()
    context.close()
