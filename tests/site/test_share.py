"""Links that carry code, and the project as a zip file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"


def test_a_shared_link_shows_the_code_and_runs_nothing(context: BrowserContext, open_playground: Open) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground = open_playground(PAGE, NAME)
    playground.set_file("app.py", "# shared é\n")
    playground.button("Share").click()
    expect(playground.element).to_contain_text("Link copied")
    link = playground.page.evaluate("navigator.clipboard.readText()")
    assert f"#{NAME}:" in link

    other = context.new_page()
    other.goto(link)
    received = Playground(other, NAME)
    expect(received.element).to_contain_text("# shared é")
    received.expect_state("idle")
    received.button("Discard").click()
    expect(received.element).not_to_contain_text("# shared é")


def test_a_damaged_link_keeps_the_lesson(open_playground: Open) -> None:
    playground = open_playground(f"{PAGE}#{NAME}:not-a-project", NAME)
    expect(playground.element.get_by_role("status").filter(has_text="link").first).to_be_visible()
    assert "Flask(__name__)" in playground.call("(el) => el.files['app.py']")


def test_download_is_the_project(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    playground.set_file("app.py", "# mine\n")
    with playground.page.expect_download() as waiting:
        playground.button("Download").click()
    assert waiting.value.suggested_filename == "thermometer.zip"
    with zipfile.ZipFile(waiting.value.path()) as archive:
        content = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert content["app.py"] == b"# mine\n"
    assert b"def test_" in content["test_app.py"]
