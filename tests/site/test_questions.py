"""Questions on lesson pages: a quiz explains, a prediction is compared with what really comes, lines get into order."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.playground import Playground
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
FORMS, RULES = "requests/forms/", "routing/variable-rules/"
#: Collects what questions tell the page.
LISTEN = "window.answers = []; addEventListener('answered', ({ detail }) => window.answers.push(detail))"
#: The guestbook's view, in one of the orders that are right.
VIEW = [
    'if request.method == "POST":',
    'message = request.form.get("message", "").strip()',
    'name = request.form.get("name", "").strip()',
    "error = find_error(name, message)",
    "if error is None:",
    "ENTRIES.append((name, message))",
    'flash(f"Thank you, {name}!")',
    'return redirect(url_for("guestbook"), code=303)',
]
STRANGER = 'return render_template("guestbook.html", entries=ENTRIES)'


def answers(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.answers")
    return found


def button(question: Locator, name: str) -> Locator:
    return question.get_by_role("button", name=name, exact=True)


def texts(arrangement: Locator, name: str = "Lines") -> list[str]:
    return [text.strip() for text in arrangement.get_by_role("list", name=name).locator("code").all_text_contents()]


def test_a_quiz_explains_right_and_wrong(page: Page, site: str) -> None:
    page.goto(site + FORMS)
    page.evaluate(LISTEN)
    quiz = page.locator("flask-quiz").first
    button(quiz, "Check answer").click()
    expect(quiz.get_by_role("status")).to_have_text("Choose an answer first.")
    assert answers(page) == []
    wrong = quiz.get_by_role("radio", name="The entry is stored twice")
    wrong.check()
    button(quiz, "Check answer").click()
    because = quiz.get_by_role("group").get_by_text("if the view had answered the POST with a page")
    expect(because).to_be_visible()
    expect(wrong).to_have_accessible_description("Wrong. It would be, if the view had answered the POST with a page.")
    expect(quiz.get_by_role("status")).to_have_text("Not right yet. Try again.")
    quiz.get_by_role("radio", name="The page is fetched again with GET").check()
    expect(because).to_be_hidden()
    button(quiz, "Check answer").click()
    expect(quiz.get_by_role("group").get_by_text("The answer to the POST was the redirect")).to_be_visible()
    expect(quiz.get_by_role("status")).to_have_text("Right.")
    name = quiz.get_attribute("name")
    assert answers(page) == [{"id": name, "right": False}, {"id": name, "right": True}]


def test_a_prediction_is_compared_with_what_really_comes(page: Page, site: str) -> None:
    page.goto(site + RULES)
    page.evaluate(LISTEN)
    playground = Playground(page, RULES + "greet")
    # What the reader has changed and what runs play no part, and go on as they are.
    playground.set_file(
        "app.py",
        "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/greet/<x>')\ndef x(x):\n    return x\n",
    )
    playground.run()
    prediction = page.locator("flask-predict")
    status = prediction.get_by_role("status")
    button(prediction, "Send the request").click()
    expect(status).to_have_text("Choose first: the status.")
    prediction.get_by_role("radio", name="500 Internal Server Error").check()
    button(prediction, "Send the request").click()
    expect(status).to_have_text("Choose first: what the body holds.")
    prediction.get_by_role("radio", name="Not Found", exact=True).check()
    button(prediction, "Send the request").click()
    expect(status).to_have_text("You expected 500, the app answered 404.")
    outcome = prediction.get_by_role("group", name="What came")
    for words in ("“Six converters”", "500 Internal Server Error", "404 Not Found", "<h1>Not Found</h1>"):
        expect(outcome.get_by_text(words).last).to_be_visible()
    expect(prediction.get_by_text("The converter is part of the rule").first).to_be_visible()
    prediction.get_by_role("radio", name="404 Not Found").check()
    expect(outcome).to_be_hidden()
    button(prediction, "Send the request").click()
    expect(status).to_have_text("Right: that is what came.")
    name = prediction.get_attribute("name")
    assert answers(page) == [{"id": name, "right": False}, {"id": name, "right": True}]
    playground.expect_state("running")
    assert playground.call("async (el) => (await el.fetch('/greet/still')).text()") == "still"


def test_another_choice_ends_what_is_on_its_way(page: Page, site: str) -> None:
    page.goto(site + RULES)
    page.evaluate(LISTEN)
    prediction = page.locator("flask-predict")
    prediction.get_by_role("radio", name="404 Not Found").check()
    prediction.get_by_role("radio", name="Not Found", exact=True).check()
    button(prediction, "Send the request").click()
    prediction.get_by_role("radio", name="200 OK").check()
    expect(prediction.get_by_role("status")).to_have_text("")
    button(prediction, "Send the request").click()
    expect(prediction.get_by_role("status")).to_have_text("You expected 200, the app answered 404.")
    assert [answer["right"] for answer in answers(page)] == [False]


def test_a_request_that_cannot_be_sent_is_told_and_sent_again(page: Page, site: str, faults: list[str]) -> None:
    page.route("**/bundle/**", lambda route: route.abort())
    page.goto(site + RULES)
    prediction = page.locator("flask-predict")
    prediction.get_by_role("radio", name="404 Not Found").check()
    prediction.get_by_role("radio", name="Not Found", exact=True).check()
    button(prediction, "Send the request").click()
    expect(prediction.get_by_role("status")).to_contain_text("The request got no answer. ")
    faults.clear()  # the browser's own words about what it could not fetch
    page.unroute_all()
    button(prediction, "Send the request").click()
    expect(prediction.get_by_role("status")).to_have_text("Right: that is what came.")


def test_lines_get_into_order_by_keyboard(page: Page, site: str) -> None:
    page.goto(site + FORMS)
    page.evaluate(LISTEN)
    arrangement = page.locator("flask-arrange")
    verdict, moves = arrangement.get_by_role("status").all()
    expect(button(arrangement, "Check the order")).to_be_visible()
    assert sorted(texts(arrangement)) == sorted([*VIEW, STRANGER])
    # Down and out: the line that does not belong.
    down = button(arrangement, f"Move line {STRANGER} down")
    while STRANGER in texts(arrangement):
        down.press("Enter")
    expect(down).to_be_focused()
    expect(moves).to_have_text(f"{STRANGER}: left out")
    for place, line in enumerate(VIEW):
        up = button(arrangement, f"Move line {line} up")
        up.focus()
        while texts(arrangement).index(line) > place:
            page.keyboard.press("Alt+ArrowUp")
        expect(up).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(moves).to_have_text(f"{VIEW[-1]}: line 7 of 8")
    page.keyboard.press("Alt+ArrowDown")
    expect(moves).to_have_text(f"{VIEW[-1]}: line 8 of 8")
    assert texts(arrangement) == VIEW
    button(arrangement, "Check the order").press("Enter")
    expect(verdict).to_have_text("Right.")
    expect(arrangement.get_by_text("Nothing after a return runs").first).to_be_visible()
    button(arrangement, f"Move line {VIEW[0]} down").click()
    expect(verdict).to_have_text("")
    expect(arrangement.get_by_text("Nothing after a return runs").first).to_be_hidden()
    button(arrangement, "Check the order").click()
    expect(verdict).to_have_text(f"{VIEW[1]} does not come first.")
    assert [answer["right"] for answer in answers(page)] == [True, False]


def test_lines_are_dragged(page: Page, site: str) -> None:
    page.goto(site + FORMS)
    arrangement = page.locator("flask-arrange")
    expect(button(arrangement, "Check the order")).to_be_visible()
    before = texts(arrangement)

    def drag(line: str, target: Locator, *, keep: bool = True) -> None:
        begin = arrangement.locator("li", has_text=line).bounding_box()
        end = target.bounding_box()
        assert begin and end
        page.mouse.move(begin["x"] + 12, begin["y"] + 12)
        page.mouse.down()
        page.mouse.move(end["x"] + 40, end["y"] + 30)
        page.mouse.move(end["x"] + 40, end["y"] + 4)
        if not keep:
            page.keyboard.press("Escape")
        page.mouse.up()

    arrangement.evaluate("(el) => el.scrollIntoView()")
    first = arrangement.get_by_role("list", name="Lines").locator("li").first
    drag(before[2], first, keep=False)
    assert texts(arrangement) == before
    drag(before[2], first)
    assert texts(arrangement) == [before[2], before[0], before[1], *before[3:]]
    # A line that was clicked moves by the keys.
    arrangement.get_by_text("error = find_error").first.click()
    before = texts(arrangement)
    page.keyboard.press("Alt+ArrowDown" if before[0].startswith("error =") else "Alt+ArrowUp")
    assert texts(arrangement) != before
    button(arrangement, "Check the order").click()
    drag(STRANGER, arrangement.get_by_role("list", name="Left out"))
    assert texts(arrangement, "Left out") == [STRANGER]
    expect(arrangement.get_by_role("status").last).to_have_text(f"{STRANGER}: left out")


def test_a_finger_drags_by_the_grip(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + FORMS)
    arrangement = page.locator("flask-arrange")
    expect(button(arrangement, "Check the order")).to_be_visible()
    arrangement.evaluate("(el) => el.scrollIntoView()")
    before = texts(arrangement)
    lines = arrangement.get_by_role("list", name="Lines").locator("li")
    begin, end = lines.nth(3).bounding_box(), lines.first.bounding_box()
    assert begin and end
    finger = context.new_cdp_session(page)
    x, y = begin["x"] + 8, begin["y"] + 10
    for kind, height in (("touchStart", y), ("touchMove", y - 20), ("touchMove", end["y"] + 4)):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": height}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(arrangement.get_by_role("status").last).to_have_text(f"{before[3]}: line 1 of 9")
    assert texts(arrangement) == [before[3], *before[:3], *before[4:]]
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: Literal["light", "dark"], width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(site + RULES)
    prediction = page.locator("flask-predict")
    prediction.get_by_role("radio", name="500 Internal Server Error").check()
    prediction.get_by_role("radio", name="invalid literal").check()
    button(prediction, "Send the request").click()
    expect(prediction.get_by_role("status")).to_contain_text("the app answered 404")
    assert violations(page, "flask-predict") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(site + FORMS)
    arrangement = page.locator("flask-arrange")
    button(arrangement, "Check the order").click()
    expect(arrangement.get_by_role("status").first).to_contain_text("does not")
    for name in ("flask-quiz", "flask-arrange"):
        assert violations(page, name) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # On paper there is nothing to press, and the answers are at hand.
    page.emulate_media(media="print")
    expect(arrangement.get_by_text("does not belong: A page in answer")).to_be_visible()
    expect(arrangement.locator("button").first).to_be_hidden()
    context.close()


def test_without_scripts_question_and_answer_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + RULES)
    prediction = page.locator("flask-predict")
    expect(prediction.get_by_text("GET /age/old").first).to_be_visible()
    answer = prediction.get_by_text("The app answers 404 Not Found")
    expect(answer).to_be_hidden()
    prediction.get_by_text("Answer", exact=True).click()
    expect(answer).to_be_visible()
    page.goto(site + FORMS)
    for name, question in (("flask-quiz", "A visitor signs the guestbook"), ("flask-arrange", STRANGER)):
        element = page.locator(name).first
        expect(element.get_by_text(question).first).to_be_visible()
        element.locator("summary").click()
        expect(element.locator("details > *").nth(1)).to_be_visible()
    context.close()
