"""A whole project, of the size of Flask's tutorial: natively, and as a reader brings it along and works with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.site.playground import Playground
from tests.site.test_console import Console

BLOG = Path(__file__).parent / "apps/blog"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy: at its own place pytest would take our settings for those of the project."""
    folder = tmp_path / "blog"
    shutil.copytree(BLOG, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_blog_s_own_tests(project: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


class Reader:
    """Somebody who uses the blog: fills in forms by their labels."""

    def __init__(self, playground: Playground) -> None:
        self.app = playground.app
        self.heading = self.app.get_by_role("heading", level=1)
        self.message = self.app.get_by_role("status")

    def follow(self, link: str) -> None:
        self.app.get_by_role("link", name=link).click()

    def press(self, button: str) -> None:
        self.app.get_by_role("button", name=button).click()

    def fill(self, button: str, **fields: str) -> None:
        for label, text in fields.items():
            self.app.get_by_label(label).fill(text)
        self.press(button)

    def join(self, name: str) -> None:
        self.follow("Join")
        self.fill("Join", Name=name, Password=f"{name}'s secret")
        expect(self.message).to_have_text(f"Welcome, {name}. You can sign in now.")
        self.sign_in(name)

    def sign_in(self, name: str) -> None:
        self.fill("Sign in", Name=name, Password=f"{name}'s secret")
        expect(self.app.get_by_text(name, exact=True)).to_be_visible()


def entries(playground: Playground) -> Locator:
    return playground.app.get_by_role("article")


@pytest.mark.browser
def test_a_whole_project_is_opened_and_used(page: Page, site: str, project: Path) -> None:
    page.goto(f"{site}playground/")
    own = Playground(page, "starter")
    with page.expect_file_chooser() as chooser:
        own.button("Open a folder").click()
    chooser.value.set_files(project)
    expect(own.element.locator(".notice")).to_contain_text("blog is open, 17 files")

    # Whoever forgets the database is told; the command repairs it under the running app.
    own.run()
    opened = own.element.get_by_role("region", name="Problems")  # by itself
    expect(opened).to_contain_text("no such table: entry")
    console = Console(own)
    console.run("flask init-db", "The journal is empty and ready.")
    own.button("Reload").click()
    reader = Reader(own)
    expect(reader.app.get_by_text("Nobody has written anything yet.")).to_be_visible()
    expect(reader.app.locator("body")).to_have_css("background-color", "rgb(252, 249, 243)")

    reader.join("Nora")
    reader.follow("Write an entry")
    reader.fill("Save", Headline="First snow", Story="Two lines\nof <text>")
    expect(entries(own)).to_contain_text(["First snow"])
    expect(entries(own)).to_contain_text(["of <text>"])
    reader.follow("Edit")
    expect(reader.app.get_by_label("Story")).to_have_value("Two lines\nof <text>")
    reader.fill("Save", Headline="Second snow")
    expect(entries(own).get_by_role("heading")).to_have_text("Second snow")

    # Run starts a new Python; the database and the session are still there.
    served = own.call("async (el) => { await el.run(); return (await el.fetch('/')).text() }")
    assert "Second snow" in served and "Edit" in served
    expect(reader.app.get_by_role("link", name="Edit")).to_be_visible()
    console.run("flask shell")
    console.run("from journal.database import get_db")
    console.run("[row['name'] for row in get_db().execute('SELECT name FROM member')]", "['Nora']")
    console.line.press("Control+d")

    own.region("Cookies")
    own.button("Clear all cookies").click()
    own.button("Reload").click()
    reader.join("Emil")
    expect(reader.app.get_by_role("link", name="Edit")).to_have_count(0)
    for path, status in (("/1/edit", 403), ("/1/delete", 403), ("/2/edit", 404)):
        init = {
            "method": "POST",
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            "body": "headline=x",
        }
        got = own.call("async (el, [path, init]) => (await el.fetch(path, init)).status", [path, init])
        assert got == status, path
    own.address.fill("/1/edit")
    own.address.press("Enter")
    expect(reader.heading).to_have_text("Forbidden")
    expect(reader.app.locator("body")).to_contain_text("Entry 1 belongs to Nora.")
    own.button("Back").click()
    reader.press("Sign out")
    expect(reader.message).to_have_text("You are signed out.")

    asked: list[str] = []
    answers = [False, True]

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if answers.pop(0):
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    reader.follow("Sign in")
    reader.sign_in("Nora")
    reader.follow("Edit")
    reader.press("Delete")
    expect(reader.heading).to_have_text("Edit “Second snow”")
    reader.press("Delete")
    expect(reader.message).to_have_text("“Second snow” is gone.")
    expect(entries(own)).to_have_count(0)
    assert asked == ["Delete this entry?"] * 2
    reader.press("Sign out")
    expect(reader.app.get_by_role("link", name="Sign in")).to_be_visible()

    own.button("Check").click()
    expect(own.region("Checks")).to_contain_text("All 27 checks pass")
