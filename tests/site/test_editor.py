"""The files of a project as a person handles them: by menu, keyboard and drag and drop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "requests/forms/", "requests/forms/guestbook"
DROP = """(bar, files) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
  bar.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
#: Storage that refuses, for what is ours: the theme does not expect it.
FORBID = """for (const name of ["getItem", "setItem"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("flaskroom.")) throw new DOMException("forbidden", "SecurityError");
    return real.call(this, key, ...rest);
  };
}"""
#: A picture of one point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200015e2f"
    "21bc0000000049454e44ae426082"
)


class Files:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.list = playground.element.get_by_role("tablist", name="Files")
        self.dialog = playground.element.get_by_role("dialog")

    def tab(self, name: str) -> Locator:
        return self.list.get_by_role("tab", name=name, exact=True)

    def menu(self, item: str) -> None:
        self.playground.button("File menu").click()
        self.playground.element.get_by_role("menuitem", name=item, exact=True).click()

    def answer(self, text: str) -> None:
        self.dialog.get_by_role("textbox").fill(text)
        self.playground.page.keyboard.press("Enter")

    @property
    def notice(self) -> Locator:
        return self.playground.element.locator(".notice")


def test_files_are_added_renamed_deleted_and_brought_back(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    files = Files(playground)
    playground.button("Add a file").click()
    files.answer("app.py")
    expect(files.dialog.get_by_role("alert")).to_contain_text("There is a file app.py already")
    files.answer("notes/todo.py")
    expect(files.tab("notes/todo.py")).to_be_focused()
    expect(files.tab("notes/todo.py")).to_have_attribute("aria-selected", "true")
    playground.element.locator(".cm-content").click()
    playground.page.keyboard.type("WORD = 1")

    files.menu("Rename notes/todo.py…")
    files.answer("notes/done.py")
    expect(files.tab("notes/todo.py")).to_have_count(0)
    assert playground.call("(el) => el.files['notes/done.py']") == "WORD = 1"
    playground.element.get_by_role("textbox", name="notes/done.py").click()
    # What is typed slowly, as on a busy machine, is undone in several steps.
    undone = 0
    while playground.call("(el) => el.files['notes/done.py']"):
        playground.page.keyboard.press("Control+z")
        undone += 1
        assert undone <= len("WORD = 1")
    for _ in range(undone):
        playground.page.keyboard.press("Control+Shift+z")

    files.menu("Rename folder notes/…")
    files.answer("later")
    files.tab("later/done.py").press("Delete")
    expect(files.notice).to_contain_text("later/done.py is deleted")
    assert "later/done.py" not in playground.call("(el) => Object.keys(el.files)")
    playground.button("Undo").click()
    assert playground.call("(el) => el.files['later/done.py']") == "WORD = 1"

    files.tab("later/done.py").press("End")
    files.tab("test_app.py").press("F2")
    expect(files.notice).to_contain_text("belongs to the lesson's checks")
    expect(files.dialog).to_have_count(0)

    # The menu by keyboard alone.
    files.tab("test_app.py").press("Tab")
    playground.page.keyboard.press("Tab")
    expect(playground.button("File menu")).to_be_focused()
    playground.page.keyboard.press("Enter")
    expect(playground.element.get_by_role("menuitem").first).to_be_focused()
    playground.page.keyboard.press("Escape")
    expect(playground.element.get_by_role("menu")).to_have_count(0)
    expect(playground.button("File menu")).to_be_focused()


def test_uploads_reach_the_app_as_they_are(open_playground: Open, tmp_path: Path) -> None:
    playground = open_playground(PAGE, NAME)
    files = Files(playground)
    files.list.locator("..").evaluate(DROP, [["dot.png", list(PNG)]])
    expect(files.dialog.get_by_role("textbox")).to_have_value("static/")
    playground.page.keyboard.press("Enter")
    expect(playground.element.get_by_role("img", name="static/dot.png")).to_be_visible()
    got = playground.call(
        """async (el) => {
          await el.run();
          return [...new Uint8Array(await (await el.fetch("/static/dot.png")).arrayBuffer())];
        }"""
    )
    assert bytes(got) == PNG

    text = tmp_path / "app.py"
    text.write_text("# mine\n", "utf-8")
    with playground.page.expect_file_chooser() as chooser:
        files.menu("Upload files…")
    chooser.value.set_files([text])
    files.dialog.get_by_role("button", name="Add").click()
    expect(files.notice).to_contain_text("in the place of one before")
    assert playground.call("(el) => el.files['app.py']") == "# mine\n"
    playground.button("Undo").click()
    assert "Flask(" in playground.call("(el) => el.files['app.py']")


def test_the_editor_helps_with_flask_and_shows_mistakes(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    page = playground.page
    playground.run()
    playground.element.locator(".listing").click()
    content = playground.element.locator(".cm-content")
    expect(content).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nurl_for('gu")
    playground.element.get_by_role("option", name="guestbook").click()
    assert "url_for('guestbook" in playground.call("(el) => el.files['app.py']")

    playground.set_file("app.py", "from flask import Flask, request\n\napp = Flask( __name__ )\nprint(nowhere)\n")
    expect(playground.element.get_by_role("group", name="Mistakes")).to_contain_text("Line 4: Undefined name nowhere.")
    expect(playground.element.locator(".cm-lintRange-warning")).to_have_text("nowhere")
    playground.button("Show").click()
    page.keyboard.type("request")
    page.keyboard.press("Control+Delete")
    expect(playground.element.get_by_role("group", name="Mistakes")).to_have_count(0)
    page.keyboard.press("Escape")
    content.press("Shift+Alt+F")
    expect(content).to_contain_text("Flask(__name__)")
    playground.set_file("app.py", "def (:\n")
    content.press("Shift+Alt+F")
    expect(Files(playground).notice).to_contain_text("app.py cannot be formatted")

    playground.button("Run").focus()
    page.keyboard.press("?")
    shortcuts = playground.element.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shortcuts).to_contain_text("Format the file")
    page.keyboard.press("Escape")
    expect(shortcuts).to_have_count(0)


def test_editor_and_window_share_the_room_as_the_reader_wants(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    page = playground.page
    splitter = playground.element.get_by_role("separator", name="Width of the editor")
    code = playground.element.get_by_role("tabpanel")

    def width() -> float:
        box = code.bounding_box()
        assert box
        return box["width"]

    half = width()
    splitter.focus()
    page.keyboard.press("End")
    expect(splitter).to_have_attribute("aria-valuenow", "80")
    assert width() > 1.5 * half
    page.keyboard.press("ArrowLeft")
    expect(splitter).to_have_attribute("aria-valuenow", "78")
    box = splitter.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] - 200, box["y"] + 50)
    page.mouse.up()
    moved = splitter.get_attribute("aria-valuenow")
    assert moved and 20 < int(moved) < 78

    files = Files(playground)
    files.menu("Editor above the window")
    expect(splitter).to_be_hidden()
    assert width() > 1.9 * half
    line = playground.element.get_by_role("separator", name="Height of the editor")
    line.focus()
    page.keyboard.press("Home")
    expect(line).to_have_attribute("aria-valuenow", "20")
    page.keyboard.press("ArrowDown")
    expect(line).to_have_attribute("aria-valuenow", "22")
    box = line.bounding_box()
    assert box
    page.mouse.move(box["x"] + 50, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 185)
    page.mouse.up()
    expect(line).to_have_attribute("aria-valuenow", "42")
    page.reload()
    expect(splitter).to_be_hidden()
    expect(line).to_have_attribute("aria-valuenow", "42")
    box = code.bounding_box()
    assert box and 280 < box["height"] < 0.42 * 900
    line.dblclick()
    assert line.get_attribute("aria-valuenow") != "42"
    files.menu("Editor and window side by side")
    expect(splitter).to_have_attribute("aria-valuenow", moved)

    page.add_init_script(FORBID)
    page.reload()
    expect(splitter).to_have_attribute("aria-valuenow", "50")
    splitter.press("Home")
    expect(splitter).to_have_attribute("aria-valuenow", "20")
