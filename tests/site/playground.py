"""A playground as a person meets it: buttons and regions by their accessible names, the app's page in its frame."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

#: Lets a page tell, as `window.spare`, how far the interpreter is that waits for Run.
SPARE = "document.addEventListener('flaskroom:spare', ({ detail }) => { window.spare = detail.name });"


class Playground:
    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.element = page.locator(f'flask-playground[name="{name}"]')

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def region(self, name: str) -> Locator:
        """The region of that name, opened when it is not in view."""
        region = self.element.get_by_role("region", name=name, exact=True)
        # In one go: a panel that opens by itself, Problems say, would be shut by a click that comes just after.
        toggle = self.element.get_by_role("button", name=name).first
        toggle.evaluate("button => { if (button.ariaExpanded !== 'true') button.click() }")
        return region

    @property
    def address(self) -> Locator:
        return self.element.get_by_role("textbox", name="Address")

    @property
    def app(self) -> FrameLocator:
        """The app's own page, inside the frame that keeps it apart."""
        return self.element.frame_locator('iframe[title="Preview"]').frame_locator("iframe")

    def expect_state(self, state: str) -> None:
        expect(self.element).to_have_attribute("data-state", state)

    def run(self) -> None:
        self.button("Run").click()
        self.expect_state("running")

    def call(self, script: str, argument: Any = None) -> Any:
        """Runs `script`, a function of the element and an argument, in the page."""
        return self.element.evaluate(script, argument)

    def set_file(self, name: str, text: str) -> None:
        self.call("(el, [name, text]) => { el.files = { ...el.files, [name]: text } }", [name, text])


def expect_interpreters(page: Page, count: int) -> None:
    """Waits until so many interpreters are there, those included that wait for the next Run."""

    def found() -> int:
        return sum(worker.url.startswith("blob:") for worker in page.workers)

    for _ in range(100):
        if found() == count:
            return
        page.wait_for_timeout(100)
    assert found() == count
