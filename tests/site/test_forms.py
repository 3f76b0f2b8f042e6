"""The forms lesson, used as a local Flask app would be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]


def test_submit_redirect_flash_and_history(open_playground: Open) -> None:
    playground = open_playground("requests/forms/", "requests/forms/guestbook")
    playground.run()
    page = playground.app.locator("body")
    playground.app.get_by_label("Name").fill("Ada")
    playground.app.get_by_role("button", name="Sign").click()
    expect(page).to_contain_text("Please write a message.")
    expect(playground.app.get_by_label("Name")).to_have_value("Ada")
    playground.app.get_by_label("Message").fill("Hello & <goodbye>")
    playground.app.get_by_role("button", name="Sign").click()
    expect(page).to_contain_text("Thank you, Ada!")
    expect(page).to_contain_text("Hello & <goodbye>")

    exchanges = playground.region("Requests")
    for words in ("422", "303", "200"):
        expect(exchanges).to_contain_text(words)

    playground.button("Back").click()
    expect(page).to_contain_text("Please write a message.")
    playground.button("Forward").click()
    expect(page).to_contain_text("Thank you, Ada!")
    playground.button("Reload").click()
    expect(page).not_to_contain_text("Thank you")
    expect(page).to_contain_text("Hello & <goodbye>")


def test_reload_of_a_form_s_answer_asks_first(open_playground: Open) -> None:
    playground = open_playground("requests/forms/", "requests/forms/guestbook")
    playground.run()
    playground.app.get_by_role("button", name="Sign").click()
    expect(playground.app.locator("body")).to_contain_text("Please tell us your name.")
    playground.button("Reload").click()
    playground.button("Send again").click()
    expect(playground.region("Server log").get_by_text("POST / HTTP")).to_have_count(2)


def test_cookies_are_shown_with_their_attributes(open_playground: Open) -> None:
    playground = open_playground("requests/forms/", "requests/forms/guestbook")
    app = """
from flask import Flask, make_response
app = Flask(__name__)
@app.get("/")
def home():
    response = make_response("set")
    response.set_cookie("theme", "dark", max_age=3600, path="/", httponly=True, samesite="Lax")
    response.set_cookie("plain", "1")
    return response
"""
    playground.set_file("app.py", app)
    playground.run()
    cookies = playground.region("Cookies")
    row = cookies.get_by_role("row").filter(has_text="theme")
    for words in ("dark", "localhost", "Lax", "GMT"):
        expect(row).to_contain_text(words)
    expect(cookies.get_by_role("row").filter(has_text="plain")).to_contain_text("Session")
    playground.button("Clear all cookies").click()
    expect(cookies.get_by_role("row").filter(has_text="plain")).to_have_count(0)


@pytest.mark.parametrize("size", [0, 100_000, 50_000_000])
def test_an_uploaded_file_arrives_byte_for_byte(open_playground: Open, tmp_path: Path, size: int) -> None:
    file = tmp_path / "naïve photo.bin"
    file.write_bytes(os.urandom(size))
    playground = open_playground("requests/forms/", "requests/forms/upload")
    source = playground.call("(el) => el.files['app.py']")
    playground.set_file("app.py", source.replace("5 * 1024", "100 * 1024"))
    playground.run()
    playground.app.locator("input[type=file]").set_input_files(file)
    playground.app.get_by_role("button", name="Upload").click()
    expect(playground.app.locator("body")).to_contain_text(hashlib.sha256(file.read_bytes()).hexdigest())
    expect(playground.app.locator("body")).to_contain_text(file.name)
