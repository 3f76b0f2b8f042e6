"""Check in the page: what helps with a failing check, what hostile checks do, and the solution beside one's files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.playground import Playground
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
HEAD = "import os, time, pytest\nfrom app import app\n@pytest.fixture\ndef client():\n    return app.test_client()\n"
APP = """from flask import Flask, request
app = Flask(__name__)

@app.get("/")
def home():
    return "<ul>\\n<li>Earl Gray</li>\\n<li>Assam</li>\\n</ul>\\n"

@app.post("/teas")
def add():
    return {"added": request.form["name"]}, 201

@app.get("/cup")
def cup():
    return {}["cup"]
"""
TESTS = '''
def test_list(client):
    """The list has two teas."""
    assert client.get("/").text == "<ul>\\n<li>Earl Grey</li>\\n<li>Assam</li>\\n</ul>\\n", "That is not the list."

def test_add(client):
    """A tea is added."""
    answer = client.post("/teas?from=check", data={"name": "Darjeeling & co"})
    assert answer.status_code == 303, f"It should answer 303, not {answer.status_code}."

def test_cup(client):
    """The cup is shown."""
    assert client.get("/cup").status_code == 200

@pytest.mark.parametrize("number", range(200))
def test_many(client, number):
    """Number"""
    assert number != 150, "This one is different."
'''


@pytest.fixture
def own(page: Page, site: str) -> Playground:
    page.goto(f"{site}playground/")
    return Playground(page, "starter")


def checked(own: Playground, test: str, app: str = APP) -> Locator:
    """The region after a press on Check, for a project of this app and these checks."""
    own.call("(el, files) => { el.files = files }", {"app.py": app, "test_app.py": HEAD + test})
    own.button("Check").click()
    return own.region("Checks")


def item(checks: Locator, text: str) -> Locator:
    return checks.get_by_role("listitem").filter(has_text=re.compile(f"^(Failed|Error|Passed){re.escape(text)}"))


def test_a_failing_check_shows_what_helps(own: Playground) -> None:
    checks = checked(own, TESTS)
    expect(checks).to_contain_text("199 of 203 checks pass.")

    listed = item(checks, "The list has two teas.")
    difference = listed.get_by_role("group", name="Difference")
    expect(difference.get_by_role("deletion")).to_have_text("<li>Earl Gray</li>")
    expect(difference.get_by_role("insertion")).to_have_text("<li>Earl Grey</li>")
    expect(difference.locator("mark")).to_have_text(["Gray", "Grey"])
    expect(listed).to_contain_text("That is not the list.")

    added = item(checks, "A tea is added.")
    compared = added.get_by_role("group", name="Expected and received")
    expect(compared).to_contain_text("Expected303Received answer.status_code201")

    # The exception behind a 500, and both places.
    cup = item(checks, "The cup is shown.")
    expect(cup).to_contain_text("The app raised KeyError: 'cup'.")
    cup.get_by_role("button", name="app.py, line 14", exact=True).click()
    expect(own.element.get_by_role("tab", name="app.py", exact=True)).to_have_attribute("aria-selected", "true")
    cup.get_by_role("button", name="test_app.py, line 18", exact=True).click()
    expect(own.element.get_by_role("tab", name="test_app.py")).to_have_attribute("aria-selected", "true")

    # What passed is folded around what failed, in the order as written.
    rows = checks.get_by_role("list").first.locator(":scope > li")
    expect(rows).to_have_count(6)
    expect(rows.nth(3)).to_have_text(re.compile("150 checks passed"))
    expect(rows.nth(4)).to_contain_text("This one is different.")
    rows.nth(5).get_by_text("49 checks passed").click()
    expect(rows.nth(5)).to_contain_text("Number [151]")
    assert violations(own.page) == []

    # Its request is sent to the app, which is started for it.
    added.get_by_role("button", name="POST /teas?from=check, name=Darjeeling & co → 201", exact=True).click()
    client = own.element.get_by_role("region", name="HTTP client", exact=True)
    expect(client.get_by_role("textbox", name="URL")).to_have_value("/teas?from=check")
    client.get_by_role("button", name="Send", exact=True).click()
    expect(client.get_by_role("region", name="Response")).to_contain_text('"added": "Darjeeling & co"')


def test_hostile_checks_leave_the_page_alive_and_lose_nothing(own: Playground) -> None:
    first = "def test_first():\n    '''Comes first.'''\n"
    own.page.clock.install()
    checks = checked(own, first + "def test_loop():\n    '''Never ends.'''\n    while True: pass\n")
    expect(checks).to_contain_text("Running check 2 of 2: Never ends.")
    own.page.clock.fast_forward(31_000)
    expect(checks).to_contain_text("they did not finish within 30 seconds")
    expect(item(checks, "Never ends.")).to_contain_text("It did not finish")
    expect(item(checks, "Comes first.")).to_contain_text("Passed")

    checks = checked(own, first + "def test_exit():\n    '''Leaves.'''\n    os._exit(3)\n")
    expect(checks).to_contain_text("The checks ended before they were through.")
    expect(item(checks, "Leaves.")).to_contain_text("The program ended during this check.")
    expect(item(checks, "Comes first.")).to_contain_text("Passed")

    own.call(
        "(el, text) => { el.files['test_app.py'] = text }", HEAD + first + "def test_nap():\n    time.sleep(600)\n"
    )
    own.button("Check").click()
    expect(checks).to_contain_text("Running check 2 of 2: nap")
    own.button("Stop").click()
    expect(checks).to_contain_text("The checks were stopped.")
    expect(item(checks, "Comes first.")).to_contain_text("Passed")

    flood = "def test_flood():\n    for _ in range(60): print('x' * 1_000_000)\n    assert 0, 'Flooded.'\n"
    remove = (
        "def test_remove():\n    '''Removes.'''\n    for name in os.listdir(): os.remove(name)\n    assert 1 == 2\n"
    )
    checks = checked(own, first + flood + remove)
    expect(checks).to_contain_text("Flooded.")
    expect(item(checks, "Removes.")).to_contain_text("test_app.py, line")
    assert own.call("(el) => el.files['app.py']") == APP
    checks = checked(own, first)
    expect(checks).to_contain_text("The check passes.")


def test_the_solution_is_compared_with_the_learner_s_files(page: Page, site: str) -> None:
    page.goto(f"{site}routing/variable-rules/")
    playground = Playground(page, "routing/variable-rules/shop")
    playground.button("Show the solution").click()
    expect(playground.element).to_contain_text("Try a check first?")
    expect(playground.button("Use this file")).to_have_count(0)
    playground.button("Show the solution").click()
    expect(playground.button("Hide the solution")).to_have_attribute("aria-expanded", "true")
    difference = playground.element.get_by_role("group", name="app.py", exact=True)
    expect(difference.get_by_role("insertion").filter(has_text="abort").first).to_be_visible()

    mine = "# mine\n"
    playground.set_file("app.py", mine)
    expect(difference.get_by_role("deletion")).to_have_text(["# mine"])
    playground.button("Use this file").click()
    expect(playground.element).to_contain_text("Your files are the same as those of the solution.")
    assert "abort" in playground.call("(el) => el.files['app.py']")
    playground.button("Undo").click()
    assert playground.call("(el) => el.files['app.py']") == mine
    expect(difference.get_by_role("deletion")).to_have_text(["# mine"])
    playground.button("Hide the solution").click()
    expect(difference).to_be_hidden()
    playground.button("Show a hint").click()
    playground.element.get_by_role("button", name="Show the next hint").click()
    expect(playground.element.get_by_role("list").filter(visible=True).last.get_by_role("listitem")).to_have_count(2)
