"""What the page tells of the inside of Flask, of a session's cookie and of mistakes; and Werkzeug's own debugger."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
APP = """
import sqlite3
from flask import Flask, flash, render_template_string, session
app = Flask(__name__)
app.secret_key = "key"
@app.before_request
def load():
    app.logger.warning("loading")
@app.get("/books/<int:number>")
def book(number):
    session["last"] = number
    sqlite3.connect(":memory:").execute("select 1")
    flash("shown")
    return render_template_string("<title>Book</title>{{ title }}", title="Kindred")
@app.get("/form")
def form():
    return "<title>Form</title><form method=post><button>Send</button></form>"
@app.get("/mail")
def mail():
    import smtplib
    from email.message import EmailMessage
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Your order", "shop@example.org", "ada@example.org"
    letter.set_content("Thank you")
    letter.add_alternative(
        "<h1 style='color: rgb(1, 2, 3)'>Thank you</h1><a href='https://example.org/'>Shop</a>"
        "<img src='https://example.org/pixel' alt='pixel'><script>document.body.append('ran')</script>",
        subtype="html",
    )
    letter.add_attachment(b"x" * 2048, maintype="application", subtype="pdf", filename="bill.pdf")
    with smtplib.SMTP("smtp.example.org", 587) as server:
        server.starttls()
        server.login("shop", "secret")
        server.send_message(letter)
    with smtplib.SMTP_SSL("smtp.example.org") as server:
        server.sendmail("a@example.org", ["b@example.org"], "Subject: Plain\\n\\nwords")
    return "<title>Mail</title>sent"
@app.get("/broken")
def broken():
    books = ["Kindred"]
    return books[1]
"""


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    playground = open_playground("start/first-app/", "start/first-app/bakery")
    playground.set_file("app.py", APP)
    playground.run()
    return playground


def test_the_inside_of_requests(playground: Playground, faults: list[str]) -> None:
    playground.call("async (el) => { for (const path of ['3', 'x']) await el.fetch(`/books/${path}`); }")
    requests = playground.region("Requests")
    requests.get_by_role("button", name="/books/3").click()
    inside = requests.get_by_role("region", name="Inside Flask")
    lines = inside.get_by_role("list").first.locator(":scope > li")
    expect(lines).to_contain_text(
        [
            "/books/<int:number>",
            "load",
            "loading",
            "book",
            "select 1",
            "shown",
            "A template",
            "No session came",
            "request_started",
        ]
    )
    expect(inside).to_contain_text("No session came; a new cookie was sent.")
    expect(inside.get_by_label("Session")).to_contain_text('"last": 3')
    inside.get_by_text("1 value").click()
    expect(inside).to_contain_text("'Kindred'")
    inside.get_by_text("other rules").click()
    expect(inside).to_contain_text("It has 'form' where the path has 'books'.")
    inside.get_by_role("button", name=re.compile("app.py, line 9")).first.click()
    expect(playground.element.locator(".cm-content")).to_be_focused()
    requests.get_by_role("button", name="/books/3").click()
    requests.get_by_role("button", name="/books/x").click()
    expect(inside).to_contain_text("<number> takes digits, and 'x' is none.")
    # Mails of the standard library, which has no ssl here: drawn without scripts, and without asking anybody.
    playground.address.fill("/mail")
    playground.address.press("Enter")
    expect(playground.app.locator("body")).to_have_text("sent")
    requests.get_by_role("button", name="/books/x").click()
    requests.get_by_role("button", name="/mail").click()
    expect(inside).to_contain_text("from shop@example.org to ada@example.org")
    expect(inside.get_by_label("Attachments")).to_have_text("bill.pdf application/pdf, 2.0 KiB")
    letter = inside.frame_locator("iframe").frame_locator("iframe")
    expect(letter.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    letter.get_by_role("link", name="Shop").click()
    expect(letter.locator("body")).to_have_text("Thank youShop")
    faults.clear()  # the browser reports the link that it blocks
    expect(inside.get_by_text("words", exact=True)).to_be_visible()
    requests.get_by_role("button", name="/mail").click()
    # The session's cookie in the jar says the same.
    cookies = playground.region("Cookies")
    cookies.get_by_text("Read the session").click()
    expect(cookies.get_by_label("Session", exact=True)).to_contain_text('"last": 3')
    expect(cookies).to_contain_text("signed ")
    # A form for a view that takes none: a hint, which gets in nobody's way.
    playground.address.fill("/form")
    playground.address.press("Enter")
    playground.app.get_by_role("button", name="Send").click()
    expect(playground.app.locator("h1")).to_have_text("Method Not Allowed")
    expect(playground.element.get_by_role("region", name="Cookies")).to_be_visible()
    problems = playground.region("Problems")
    expect(problems).to_contain_text('methods=["GET", "POST"]')
    # An exception: variables of the reader's own frame, frames of libraries folded.
    playground.address.fill("/broken")
    playground.address.press("Enter")
    expect(problems).to_contain_text("IndexError")
    problems.get_by_text("Variables").click()
    expect(problems).to_contain_text("['Kindred']")
    expect(problems.get_by_text("in full_dispatch_request").first).to_be_hidden()
    problems.get_by_text("frames of libraries").click()
    expect(problems.get_by_text("in full_dispatch_request").first).to_be_visible()


def test_the_debugger_evaluates_in_a_frame(open_playground: Open) -> None:
    playground = open_playground("start/first-app/", "start/first-app/thermometer")
    playground.set_file("app.py", APP)
    playground.run()
    playground.address.fill("/broken")
    playground.address.press("Enter")
    page = playground.app
    expect(page.locator("h1")).to_have_text("IndexError")
    log = playground.region("Server log")
    expect(log).to_contain_text("Debugger PIN: ")
    pin = re.findall(r"Debugger PIN: ([\d-]+)", log.inner_text())[-1]
    line = page.locator(".frame").last.locator(".current")
    line.hover()
    line.get_by_title("Open an interactive python shell").click()
    page.locator("input[name=pin]").fill(pin)
    page.get_by_role("button", name="Confirm Pin").click()
    expect(page.locator(".pin-prompt")).to_be_hidden()
    typed = page.locator(".console input")
    typed.fill("books + ['Dune']")
    typed.press("Enter")
    expect(page.locator(".console .output")).to_contain_text("['Kindred', 'Dune']")
