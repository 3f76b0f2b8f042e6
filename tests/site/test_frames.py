"""Frames inside a page of the app: links between them, messages, policies, and what stays shut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "frames.py"


@pytest.fixture
def playground(open_playground: Callable[[str, str], Playground]) -> Playground:
    playground = open_playground("", "start/first-app/hello")
    playground.set_file("app.py", APP.read_text())
    playground.run()
    return playground


def go(playground: Playground, path: str) -> Locator:
    playground.address.fill(path)
    playground.address.press("Enter")
    return playground.app.locator("body")


def frame(playground: Playground, title: str) -> FrameLocator:
    return playground.app.frame_locator(f'iframe[title="{title}"]')


def test_frames_are_pages_of_their_own(playground: Playground) -> None:
    app, address = playground.app, playground.address
    main, side, markup = (frame(playground, title) for title in ("Main", "Side", "Markup"))
    expect(main.get_by_text("from http://localhost:5000/, session outer")).to_be_visible()
    expect(main.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    expect(frame(playground, "Object").locator("p")).to_contain_text("There: object")
    expect(app.locator("output")).to_have_text("hello;")
    expect(main.locator("output")).to_have_text("SecurityError")
    app.get_by_role("button", name="ask").click()
    expect(app.locator("output")).to_have_text("hello;heard you in /inner;")
    app.get_by_role("button", name="store").click()
    expect(main.locator("output")).to_contain_text("colour=green")

    markup.get_by_role("link", name="on").click()
    expect(markup.locator("p")).to_contain_text("There: markup")
    main.get_by_role("link", name="side").click()
    expect(side.locator("p")).to_have_text("There: side, from http://localhost:5000/inner")
    app.get_by_role("link", name="to the side").click()
    expect(side.locator("p")).to_contain_text("There: named")
    main.get_by_label("Name").fill("Ada")
    main.get_by_role("button", name="Send").click()
    expect(main.get_by_text("session Ada")).to_be_visible()
    assert app.locator('iframe[title="Main"]').get_attribute("data-loads") == "2"
    main.get_by_role("link", name="here").click()
    expect(main.locator("p")).to_contain_text("There: self")
    app.get_by_role("button", name="move").click()
    expect(main.locator("p")).to_contain_text("There: moved")
    app.get_by_role("button", name="add").click()
    expect(frame(playground, "Added").locator("p")).to_contain_text("There: added")
    expect(frame(playground, "Text").locator("p")).to_contain_text("There: text")
    expect(frame(playground, "Own").locator("p")).to_have_text("own")
    expect(app.locator("output")).to_contain_text("added loaded;")
    expect(address).to_have_value("http://localhost:5000/")

    for target in ("top", "parent"):
        go(playground, "/")
        main.get_by_role("link", name=target).click()
        expect(address).to_have_value(f"http://localhost:5000/there?{target}")
        playground.button("Back").click()
        expect(address).to_have_value("http://localhost:5000/")


def test_a_frame_that_may_not_be_or_does_not_end_is_explained(playground: Playground, faults: list[str]) -> None:
    notice = playground.element.locator(".window-notice")
    go(playground, "/refused")
    expect(frame(playground, "deny").locator("body")).to_contain_text("X-Frame-Options: DENY")
    expect(frame(playground, "policy").locator("body")).to_contain_text("frame-ancestors 'none'")
    expect(frame(playground, "same").locator("body")).to_have_text("secret")
    expect(frame(playground, "other").locator("body")).to_contain_text("https://example.com/")
    expect(notice).to_contain_text("refuses to be drawn in a frame")
    go(playground, "/closed")
    expect(notice).to_contain_text("Content-Security-Policy (frame-src)")
    go(playground, "/deep/1")
    inner = playground.app
    for level in range(1, 7):
        expect(inner.locator("p").first).to_contain_text(f"level {level}")
        inner = inner.frame_locator("iframe")
    expect(inner.locator("body")).to_contain_text("Too many frames inside each other")
    go(playground, "/slow")
    stream = frame(playground, "Stream")
    expect(stream.locator("p").nth(1)).to_have_text("two")
    expect(stream.frame_locator("iframe").locator("p")).to_contain_text("There: object")
    stream.get_by_role("link", name="on").click()
    expect(stream.locator("p")).to_contain_text("There: streamed")
    go(playground, "/again")
    expect(notice).to_contain_text("gone on by itself 20 times")
    faults.clear()
