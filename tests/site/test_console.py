"""The console as a person types into it: commands, prompts, keys, and the disk that it shares with the running app."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.playground import SPARE, Playground, expect_interpreters

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
APP = """
import pathlib, time
import click
from flask import Flask

app = Flask(__name__)

@app.get("/")
def home():
    notes = pathlib.Path("notes.txt")
    return notes.read_text() if notes.exists() else "no notes"

@app.get("/write")
def write():
    pathlib.Path("written.txt").write_text("by the app")
    return "done"

@app.get("/endless")
def endless():
    def ticks():
        while True:
            yield "tick"
            time.sleep(0.01)
    return ticks()

@app.cli.command("note")
@click.argument("text")
def note(text):
    pathlib.Path("notes.txt").write_text(text)

@app.cli.command("flood")
def flood():
    for number in range(100_000):
        print("line", number)

@app.cli.command("ask")
def ask():
    name = input("Name: ")
    print(name, "has", len(click.prompt("Secret", hide_input=True)), "letters in secret")

@app.cli.command("forever")
def forever():
    print("begun", flush=True)
    while True:
        pass
"""

DATABASE = """
import sqlite3
from flask import Flask

db = sqlite3.connect("notes.db")
db.execute("CREATE TABLE IF NOT EXISTS note (text)")
app = Flask(__name__)

@app.get("/")
def home():
    return ",".join(text for (text,) in db.execute("SELECT text FROM note"))

@app.get("/by-app")
def by_app():
    with db:
        db.execute("INSERT INTO note VALUES ('by the app')")
    return "done"
"""
TEXT = "async (el) => (await el.fetch('/')).text()"
PASTE = """(line, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  line.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


class Console:
    def __init__(self, playground: Playground) -> None:
        self.region = playground.region("Console")
        self.line = self.region.get_by_role("textbox", name="Command")
        #: What stands before the line. For one frame a question is in the output too.
        self.prompt = self.region.locator("label")
        self.log = self.region.get_by_role("log", name="Console output")

    def type(self, text: str) -> None:
        self.line.fill(text)
        self.line.press("Enter")

    def run(self, text: str, *expected: str) -> None:
        """Types a line and waits until it has ended; each of `expected` is in what it printed."""
        self.line.press("Control+l")
        self.type(text)
        for words in expected:
            expect(self.log).to_contain_text(words)
        expect(self.interrupt).to_be_hidden()

    @property
    def interrupt(self) -> Locator:
        return self.region.get_by_role("button", name="Interrupt")


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    playground = open_playground("start/first-app/", "start/first-app/bakery")
    playground.set_file("app.py", APP)
    return playground


def test_commands_prompts_keys_and_files(playground: Playground, page: Page) -> None:
    console = Console(playground)
    # An empty console says what is worth typing; the keyboard is in the line already.
    expect(console.line).to_be_focused()
    console.region.get_by_role("button", name="flask routes").click()
    expect(console.log).to_contain_text("/static/<path:filename>")
    expect(console.line).to_be_focused()
    expect_interpreters(page, 2)  # the console's, and the one that waits for Run

    console.run("flask nothing", "Error: No such command 'nothing'.")
    console.run("echo $?", "2")
    console.run("flsk", "Did you mean flask?")
    console.run("ls | cat", "Pipes (|) are not here")
    console.run("pytest -q", "failed", "test_app.py")
    console.run("curl http://localhost:5000/", "curl: (7) Failed to connect")

    # Run from the console: the app serves, and its log is where it always is.
    console.run("flask run --debug", "Running on http://localhost:5000")
    playground.expect_state("running")
    console.run("curl -i localhost:5000/", "HTTP/1.1 200 OK", "Server: Werkzeug", "no notes")

    # One disk, whoever writes.
    console.run("flask note 'from the console'")
    console.run("curl localhost:5000/", "from the console")
    console.run("flask shell", "App: app")
    console.run("import pathlib")
    playground.call("async (el) => { await el.fetch('/write') }")
    console.run("pathlib.Path('written.txt').read_text()", "'by the app'")
    console.run("for n in range(2):")
    expect(console.prompt).to_have_text("...")
    console.line.press("Tab")
    expect(console.line).to_have_value("    ")
    console.run("    print(n * 21)")
    console.run("", "21")
    console.line.fill("app.logg")
    console.line.press("Tab")
    expect(console.line).to_have_value("app.logger")
    console.line.press("Control+c")
    expect(console.log).to_contain_text("KeyboardInterrupt")
    console.line.press("Control+d")
    expect(console.log).to_contain_text("now exiting")
    console.run("cat written.txt", "by the app")
    console.line.evaluate(PASTE, "$ echo one \\\n  two\n$ echo three\n")
    expect(console.log).to_contain_text("one two")
    expect(console.log).to_contain_text("three")

    # Keys.
    console.line.press("ArrowUp")
    expect(console.line).to_have_value("echo three")
    console.line.press("ArrowUp")
    expect(console.line).to_have_value("echo one  two")
    console.line.fill("flask no")
    console.line.press("Tab")
    expect(console.line).to_have_value("flask note ")
    console.line.press("Escape")
    console.line.press("Tab")
    expect(console.line).not_to_be_focused()

    # Everything of it is forgotten by Reset.
    playground.button("Reset").click()
    console = Console(playground)
    expect(console.region.get_by_role("button", name="flask routes")).to_be_visible()
    console.run("ls")
    expect(console.log).not_to_contain_text("notes.txt")


def test_floods_loops_and_questions_leave_the_page_alive(playground: Playground) -> None:
    playground.run()
    console = Console(playground)
    console.run("flask flood", "more bytes were printed and are not shown")
    console.type("flask forever")
    expect(console.log).to_contain_text("begun")
    console.line.press("Control+c")
    expect(console.log).to_contain_text("Interrupted.")
    expect(console.interrupt).to_be_hidden()
    playground.expect_state("running")
    assert playground.call("async (el) => (await el.fetch('/')).status") == 200
    # Python is set aside until the answer comes; the app goes on meanwhile.
    console.type("flask ask")
    expect(console.prompt).to_have_text("Name:")
    assert playground.call("async (el) => (await el.fetch('/')).status") == 200
    console.type("Ada")
    expect(console.log).to_contain_text("Name: Ada")
    secret = console.region.get_by_label("Command")
    expect(secret).to_have_attribute("type", "password")
    secret.fill("hush")
    secret.press("Enter")
    expect(console.log).to_contain_text("Ada has 4 letters in secret")
    expect(console.line).to_have_attribute("type", "text")
    console.line.press("ArrowUp")
    expect(console.line).to_have_value("flask ask")
    console.type("python -c \"input('again? ')\"")
    expect(console.prompt).to_have_text("again?")
    console.line.press("Control+c")
    expect(console.log).to_contain_text("KeyboardInterrupt")
    console.type("python -c \"input('end? ')\"")
    expect(console.prompt).to_have_text("end?")
    console.line.press("Control+d")
    expect(console.log).to_contain_text("EOFError")
    console.run("python -c 'print(6 * 7)'", "42")
    console.run('python -c "import os; os._exit(3)"', "exit status 3")
    console.run('python -c "import jwt; print(jwt.__name__)"', "jwt")
    console.run("python app.py")
    expect(console.log).not_to_contain_text("Traceback")
    console.type("curl localhost:5000/endless")
    expect(console.log).to_contain_text("tick")
    console.interrupt.click()
    expect(console.log).to_contain_text("curl was interrupted")
    playground.button("Stop").click()
    playground.set_file("app.py", "app = 1 /")
    console.run("flask run", "Problems says why")
    playground.expect_state("failed")
    expect(console.region).to_be_visible()


def test_a_transaction_of_the_shell_and_the_app_share_a_database(playground: Playground) -> None:
    playground.set_file("app.py", DATABASE)
    playground.run()
    console = Console(playground)
    console.run("python -i app.py")
    console.run("_ = db.execute('INSERT INTO note VALUES (?)', ['kept'])")
    assert playground.call(TEXT) == "", "what is not committed is seen by nobody else"
    console.run("db.commit()")
    assert playground.call(TEXT) == "kept"
    assert playground.call("async (el) => (await el.fetch('/by-app')).text()") == "done"
    console.run("[text for (text,) in db.execute('SELECT text FROM note')]", "['kept', 'by the app']")


def test_an_idle_console_lets_go_of_its_interpreter(open_playground: Open, page: Page) -> None:
    page.clock.install()
    page.add_init_script(SPARE)
    console = Console(open_playground("start/first-app/", "start/first-app/bakery"))
    console.run("python -c 'print(6 * 7)'", "42")
    page.wait_for_function("window.spare === 'ready'")  # the one that follows the console's
    expect_interpreters(page, 2)
    page.clock.fast_forward("05:30")
    expect_interpreters(page, 1)
    console.run("python -c 'print(7 * 7)'", "49")
