"""What the reader writes stays on the device: across reloads, changed lessons, other tabs, links, and full storage."""

from __future__ import annotations

import base64
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.site.playground import Playground
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"


def strip(playground: Playground) -> Locator:
    """The line that tells about the draft."""
    return playground.element.locator(".draft-line")


def write(playground: Playground, text: str) -> None:
    """Changes `app.py`, and waits until that is kept."""
    before = noted(playground)
    playground.set_file("app.py", text)
    playground.page.wait_for_function(
        "([name, before]) => (Object.entries(localStorage).find(([key]) => key.endsWith(`draft ${name}`))?.[1] ?? null)"
        " !== before",
        arg=[playground.call("(el) => el.getAttribute('name')"), before],
        polling=50,  # frames are not drawn in the tab behind
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
    expect(difference.locator("ins").filter(has_text="# mine")).to_be_visible()
    expect(difference.locator("del").filter(has_text="# news")).to_be_visible()
    assert violations(page) == []
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
    second.page.bring_to_front()
    second.set_file("app.py", "# second\n")
    expect(strip(second)).to_contain_text("newer version of yours, written in another tab")
    expect(strip(first)).to_be_hidden()
    second.button("Take it").click()
    expect(strip(second)).to_contain_text("Your version from today")
    assert text(second) == "# first\n"

    write(second, "# third\n")
    first.page.bring_to_front()
    expect(strip(first)).to_contain_text("newer version of yours")
    first.button("See the difference").click()
    choice = first.page.get_by_role("dialog")
    expect(choice.locator("del")).to_have_text(re.compile("# third"))
    choice.get_by_role("button", name="Keep mine").click()
    expect(strip(first)).to_contain_text("was set aside")
    assert text(first) == "# first\n"
    second.page.bring_to_front()
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
    page.reload()
    expect(strip(playground)).to_contain_text("Your own version from today")
    playground.button("Reset").click()  # of the link's code, so the draft behind it is kept
    expect(strip(playground)).to_contain_text("was set aside")
    page.goto(f"{site}your-work/")
    expect(page.locator("flaskroom-work").get_by_role("button", name="Bring back Thermometer")).to_have_count(2)


@pytest.mark.parametrize("fault", ["QuotaExceededError", "SecurityError"])
def test_without_storage_work_goes_on(page: Page, site: str, fault: str) -> None:
    page.add_init_script(
        f"""for (const [made, name] of [[IDBFactory, 'open'], [Storage, 'setItem'], [Storage, 'getItem']]) {{
            const ours = made.prototype[name];
            made.prototype[name] = function (key, value) {{
                if (!key.startsWith('flaskroom')) return ours.call(this, key, value);
                if (name === 'open') window.tried++;
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
    page.evaluate("window.tried = 0")
    playground.set_file("app.py", "# more\n")
    page.wait_for_function("window.tried > 0")
    expect(strip(playground)).to_be_hidden()  # said once
    expect(playground.element).to_contain_text("# more")
    page.goto(f"{site}your-work/")
    expect(page.locator("flaskroom-work").get_by_role("status")).to_contain_text(
        "This browser" if fault == "SecurityError" else "no more room"
    )


def test_a_project_of_the_readers_stays_with_its_binary_files(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}playground/")
    own = Playground(page, "starter")
    with zipfile.ZipFile(tmp_path / "shop.zip", "w") as archive:
        archive.writestr("shop/app.py", "# shop\n")
        archive.writestr("shop/dot.bin", b"\xff\x00\x01")
    with page.expect_file_chooser() as chooser:
        own.button("Open a zip file").click()
    chooser.value.set_files(tmp_path / "shop.zip")
    expect(own.element.get_by_role("tab", name="dot.bin")).to_be_visible()
    write(own, "# shop and mine\n")
    page.reload()
    expect(strip(own)).to_contain_text("Your project shop from today")
    expect(own.element.get_by_role("tab", name="dot.bin")).to_be_visible()
    assert text(own) == "# shop and mine\n"
    own.button("Reset").click()
    assert text(own) == "# shop\n"
    own.button("Undo").click()
    own.button("Back to the starter").click()
    assert "home.html" in text(own)
    own.button("Undo").click()
    assert text(own) == "# shop and mine\n"
    with page.expect_download() as download:
        own.button("Download").click()
    assert download.value.suggested_filename == "shop.zip"


def test_all_work_is_listed_taken_along_deleted_and_brought_in(
    page: Page, site: str, open_playground: Open, faults: list[str]
) -> None:
    write(open_playground(PAGE, NAME), "# mine\n")
    page.goto(f"{site}your-work/")
    work = page.locator("flaskroom-work")
    rows, said = work.get_by_role("listitem"), work.get_by_role("status")
    expect(rows).to_have_count(1)
    expect(work.get_by_role("heading", name="Your first app")).to_be_visible()
    expect(work.get_by_role("link", name="Open Thermometer")).to_have_attribute("href", site + PAGE)
    with page.expect_download() as zipped:
        work.get_by_role("button", name="Download Thermometer").click()
    with zipfile.ZipFile(zipped.value.path()) as archive:
        assert archive.read("app.py") == b"# mine\n"
    with page.expect_download() as exported:
        work.get_by_role("button", name="Export everything").click()
    assert re.fullmatch(r"flaskroom-\d{4}-\d\d-\d\d\.json", exported.value.suggested_filename)
    kept = json.loads(Path(exported.value.path()).read_text("utf-8"))
    (draft,) = kept["parts"]["drafts"]["data"]
    assert (draft["playground"], draft["files"][0]) == (NAME, ["app.py", "# mine\n"])

    work.get_by_role("button", name="Delete Thermometer").click()
    expect(work).to_contain_text("Nothing yet.")
    said.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(1)
    work.get_by_role("button", name="Delete all").click()
    expect(rows).to_have_count(0)

    def bring(content: str) -> None:
        with page.expect_file_chooser() as chooser:
            work.get_by_role("button", name="Import a file").click()
        chooser.value.set_files({"name": "in.json", "mimeType": "application/json", "buffer": content.encode()})

    bring("PK")
    expect(said).to_contain_text("in.json: This is no file that was exported here")
    bring(json.dumps(kept)[:-9])
    expect(said).to_contain_text("This file is damaged or was cut off.")
    bring(json.dumps(kept))
    expect(said).to_contain_text("1 draft came in.")
    bring(json.dumps(kept))
    expect(said).to_contain_text("1 draft was here already.")
    draft.update(files=[["app.py", "# older\n"]], saved="2020-02-02T00:00:00Z")
    gone = {**draft, "playground": "old/page/thing", "page": "old/page/", "title": "Thing", "lesson": "An old page"}
    kept["parts"]["drafts"]["data"].append(gone)
    bring(json.dumps(kept))
    expect(said).to_contain_text("1 draft gave way to a newer one here, and came in beside it.")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="Thing")).to_contain_text("not on this site any more")
    assert violations(page) == []
    faults.clear()  # the browser reports that the page is not there
    work.get_by_role("button", name="Bring back Thermometer").click()
    expect(said).to_contain_text("It opens with the lesson again. The version that was there is set aside.")
    work.get_by_role("link", name="Open Thermometer").click()
    playground = Playground(page, NAME)
    expect(strip(playground)).to_contain_text("Your version from 2 February 2020")
    assert text(playground) == "# older\n"
