"""What the reader writes stays on the device: across reloads, changed lessons, other tabs, links, and full storage."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"


def strip(playground: Playground) -> Locator:
    """The line that tells about the draft."""
    return playground.element.locator(".notice.draft")


def write(playground: Playground, text: str) -> None:
    """Changes `app.py`, and waits until that is kept."""
    before = noted(playground)
    playground.set_file("app.py", text)
    playground.page.wait_for_function(
        "([name, before]) => (Object.entries(localStorage).find(([key]) => key.endsWith(`draft ${name}`))?.[1] ?? null)"
        " !== before",
        arg=[playground.call("(el) => el.getAttribute('name')"), before],
    )


def noted(playground: Playground) -> str | None:
    found: str | None = playground.call(
        "(el) => Object.entries(localStorage).find(([key]) => key.endsWith(`draft ${el.getAttribute('name')}`))?.[1]"
        " ?? null"
    )
    return found


def text(playground: Playground) -> str:
    found: str = playground.call("(el) => el.files['app.py']")
    return found


def test_an_edit_is_there_after_a_reload_until_reset(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    page = playground.page
    assert noted(playground) is None
    playground.element.locator(".listing").click()
    editor = playground.element.locator(".cm-content")
    editor.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("# ty")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.includes(' draft '))")
    page.keyboard.type("ped")
    page.reload()  # sooner than it is written by itself
    expect(editor).to_contain_text("# typed")
    expect(strip(playground)).to_contain_text("Your version from today")

    playground.button("Back to the first version").click()
    expect(editor).not_to_contain_text("# typed")
    expect(strip(playground)).to_be_hidden()
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.includes(' draft '))")
    playground.button("Undo").click()
    expect(editor).to_contain_text("# typed")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.includes(' draft '))")
    playground.button("Reset").click()
    page.reload()
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.includes(' draft '))")
    expect(playground.element.locator(".listing")).to_be_visible()
    assert "# typed" not in text(playground)


def test_nothing_is_decided_in_silence_when_the_lesson_has_changed(page: Page, open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    starter = text(playground)
    write(playground, "# mine\nprint('same')\n")

    def newer(route: Route) -> None:
        html = route.fetch().text()
        html = re.sub(
            r'("name":"start/first-app/thermometer".*?"version":")\w+(".*?"app.py":")', r"\1new\2# news\\n", html
        )
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route(f"**/{PAGE}", newer)
    page.reload()
    question = strip(playground)
    expect(question).to_contain_text("This lesson has changed since you wrote your version")
    assert text(playground).startswith("# mine")
    playground.button("See the difference").click()
    difference = page.get_by_role("dialog", name="The new lesson, and your version")
    expect(difference.get_by_role("heading", name="app.py changed")).to_be_visible()
    expect(difference.locator("ins").filter(has_text="+ # mine")).to_be_visible()
    expect(difference.locator("del").filter(has_text="− # news")).to_be_visible()
    difference.get_by_role("button", name="Close").click()
    page.reload()  # undecided, it is asked again
    playground.button("Take the new one").click()
    assert text(playground).startswith("# news")
    playground.button("Undo").click()
    assert text(playground).startswith("# mine")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.includes(' draft '))")
    page.reload()
    playground.button("Keep mine").click()
    expect(question).to_be_hidden()
    page.reload()
    expect(question).to_contain_text("Your version from today")
    assert text(playground).startswith("# mine")

    # A lesson that has become what the reader made of it leaves nothing to keep.
    page.unroute(f"**/{PAGE}")
    page.reload()
    write(playground, "# news\n" + starter)
    page.route(f"**/{PAGE}", newer)
    page.reload()
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.includes(' draft '))")


def test_two_tabs_do_not_overwrite_each_other(context: BrowserContext, site: str) -> None:
    first, second = (Playground(context.new_page(), NAME) for _ in range(2))
    for playground in (first, second):
        playground.page.goto(site + PAGE)
    write(first, "# first\n")
    second.set_file("app.py", "# second\n")
    expect(strip(second)).to_contain_text("newer version of yours, written in another tab")
    expect(strip(first)).to_be_hidden()
    second.button("Take it").click()
    expect(strip(second)).to_contain_text("Your version from today")
    assert text(second) == "# first\n"

    write(second, "# third\n")
    expect(strip(first)).to_contain_text("newer version of yours")
    first.button("See the difference").click()
    choice = first.page.get_by_role("dialog")
    expect(choice.locator("del")).to_have_text(re.compile("# third"))
    choice.get_by_role("button", name="Keep mine").click()
    expect(strip(first)).to_contain_text("was set aside")
    assert text(first) == "# first\n"
    expect(strip(second)).to_contain_text("newer version of yours")
    second.page.reload()
    expect(strip(second)).to_contain_text("Your version from today")
    assert text(second) == "# first\n"


def test_a_link_leaves_the_draft_alone_until_its_code_is_changed(page: Page, site: str, open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    write(playground, "# mine\n")
    shared = base64.urlsafe_b64encode(zlib.compress(b'{"app.py": "# theirs\\n"}', wbits=-15)).decode().rstrip("=")
    link = f"{site}{PAGE}#{NAME}:{shared}"
    for _ in range(2):  # a link in the page that is open, and a page that opens with one
        page.goto(link)
        expect(strip(playground)).to_contain_text("Your own version from today")
        assert text(playground) == "# theirs\n"
        page.reload()
    playground.button("Discard").click()
    assert text(playground) == "# mine\n"
    expect(strip(playground)).to_be_hidden()
    page.reload()
    expect(strip(playground)).to_contain_text("Your version from today")
    assert text(playground) == "# mine\n"
    page.goto(link)
    expect(playground.element).to_contain_text("This code came with the link")
    write(playground, "# theirs and mine\n")
    expect(strip(playground)).to_contain_text("was set aside")


@pytest.mark.parametrize("fault", ["QuotaExceededError", "SecurityError"])
def test_without_storage_work_goes_on(page: Page, site: str, fault: str) -> None:
    page.add_init_script(
        f"""for (const [made, name] of [[IDBFactory, 'open'], [Storage, 'setItem'], [Storage, 'getItem']]) {{
            const ours = made.prototype[name];
            made.prototype[name] = function (key, value) {{
                if (!key.startsWith('flaskroom')) return ours.call(this, key, value);
                throw new DOMException('no', '{fault}');
            }};
        }}"""
    )
    page.goto(site + PAGE)
    playground = Playground(page, NAME)
    playground.set_file("app.py", "# mine\n")
    said = "has no more room" if fault == "QuotaExceededError" else "keeps nothing for this site"
    expect(strip(playground)).to_contain_text(said)
    with page.expect_download() as download:
        strip(playground).get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "thermometer.zip"
    expect(strip(playground)).to_be_hidden()
    playground.set_file("app.py", "from flask import Flask\napp = Flask(__name__)\n")
    playground.run()  # which takes longer than a change rests
    expect(strip(playground)).to_be_hidden()  # said once
    expect(playground.element).to_contain_text("app = Flask")
