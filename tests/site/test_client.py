"""The HTTP client, the cookie jar and the cache, as a reader meets them in the drawer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.site.playground import Playground
from tests.site.test_accessibility import violations

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
APP = """
from flask import Flask, make_response, redirect, request, session
app = Flask(__name__)
app.secret_key = "test"
@app.get("/")
def home():
    session["n"] = session.get("n", 0) + 1
    sheets = "".join(f'<link rel="stylesheet" href="/{name}.css">' for name in ("look", "old"))
    response = make_response(sheets + "<h1>Home</h1>")
    response.set_cookie("theme", "dark", max_age=3600, samesite="Lax")
    response.headers.add("Set-Cookie", "cross=1; SameSite=None")
    response.headers.add("Set-Cookie", "__Host-id=7; Path=/")
    return response
@app.get("/look.css")
def look():
    return "h1 { color: teal }", {"Content-Type": "text/css", "Cache-Control": "max-age=600"}
@app.get("/old.css")
def old():
    response = make_response("h1 { margin: 0 }", {"Content-Type": "text/css"})
    response.add_etag()
    return response.make_conditional(request)
@app.route("/echo", methods=["GET", "POST", "PUT", "PURGE"])
def echo():
    files = {name: [file.filename, len(file.read())] for name, file in request.files.items()}
    return {"method": request.method, "args": request.args, "form": request.form, "files": files,
            "json": request.get_json(silent=True), "own": request.headers.get("X-Own"), "cookies": request.cookies}
@app.post("/login")
def login():
    response = redirect("/echo?from=login", 303)
    response.set_cookie("user", "ada")
    return response
@app.get("/away")
def away():
    return redirect("https://example.com/")
@app.get("/bytes")
def some_bytes():
    return bytes(range(256)), {"Content-Type": "application/octet-stream"}
"""


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    playground = open_playground("requests/forms/", "requests/forms/guestbook")
    playground.set_file("app.py", APP)
    return playground


def body(client: Locator) -> Locator:
    return client.get_by_role("region", name="Response").get_by_role("group", name="Body")


def send(client: Locator, method: str, url: str) -> Locator:
    """Sends the form with method and URL; returns the response, once it is there."""
    client.get_by_label("Method").fill(method)
    client.get_by_label("URL").fill(url)
    client.get_by_role("button", name="Send").click()
    return client.get_by_role("region", name="Response")


def test_the_client_from_first_request_to_code(playground: Playground, tmp_path: Path) -> None:
    page = playground.page
    client = playground.region("HTTP client")
    client.get_by_label("URL").fill("/login?next=a")

    # The keyboard suffices: the app is started, the redirect followed, the cookie kept.
    client.get_by_label("Method").fill("POST")
    client.get_by_role("tab", name="Query").press("ArrowRight")
    expect(client.get_by_role("tab", name="Headers")).to_be_focused()
    client.get_by_label("Header 1 name").fill("X-Own")
    client.get_by_label("Header 1 value").fill("mine")
    page.keyboard.press("Control+Enter")
    response = client.get_by_role("region", name="Response")
    expect(response).to_contain_text("200 OK")
    playground.expect_state("running")
    expect(response).to_contain_text("after 1 redirect")
    expect(response.get_by_text("Redirect 1: POST /login?next=a HTTP/1.1")).to_be_visible()
    seen = json.loads(body(client).inner_text())
    assert seen["own"] == "mine"
    assert seen["cookies"]["user"] == "ada"
    assert seen["args"] == {"from": "login"}

    # JSON is checked while it is typed.
    client.get_by_role("tab", name="Body").click()
    client.get_by_label("Kind of body").select_option("JSON")
    text = client.get_by_role("textbox", name="JSON")
    text.fill('{\n  "a": 1,\n}')
    expect(client.get_by_text("line 3, column 1")).to_be_visible()
    expect(client.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    text.fill('{"a": [1, 2]}')
    expect(client.get_by_text("line 3, column 1")).to_be_hidden()
    send(client, "PURGE", "/echo")
    expect(body(client)).to_contain_text('"method": "PURGE"')
    assert json.loads(body(client).inner_text())["json"] == {"a": [1, 2]}
    client.get_by_role("button", name="Raw").click()
    expect(body(client)).to_contain_text('"method":"PURGE"')

    # A form with a file, and query rows that follow the URL and lead it.
    client.get_by_label("Kind of body").select_option("Form with files")
    client.get_by_label("Field 1 name").fill("title")
    client.get_by_label("Field 1 value").fill("été & co")
    client.get_by_role("button", name="Add a file").click()
    file = tmp_path / "notes.txt"
    file.write_bytes(b"x" * 1000)
    client.get_by_label("Field 2 file").set_input_files(file)
    client.get_by_role("tab", name="Query").click()
    client.get_by_label("Parameter 1 name").fill("q")
    client.get_by_label("Parameter 1 value").fill("tea time")
    expect(client.get_by_label("URL")).to_have_value("/echo?q=tea+time")
    send(client, "POST", "/echo?q=tea+time&q2=x")
    expect(client.get_by_label("Parameter 2 name")).to_have_value("q2")
    expect(body(client)).to_contain_text("notes.txt")
    seen = json.loads(body(client).inner_text())
    assert seen["form"] == {"title": "été & co"}
    assert seen["files"] == {"file": ["notes.txt", 1000]}

    # The code says the same; history brings the first request back.
    client.get_by_role("tab", name="Code").click()
    code = client.get_by_role("group", name="Code")
    expect(code).to_contain_text("curl -i -L 'http://localhost:5000/echo?q=tea+time&q2=x'")
    expect(code).to_contain_text("-F 'file=@\"notes.txt\";type=text/plain'")
    client.get_by_label("Copy as").select_option("pytest")
    expect(code).to_contain_text("assert response.status_code == 200")
    client.get_by_role("tab", name="History").click()
    client.get_by_role("button", name="POST /login?next=a 200").click()
    expect(client.get_by_label("URL")).to_have_value("/login?next=a")
    client.get_by_role("tab", name="Body").click()
    expect(client.get_by_label("Kind of body")).to_have_value("none")

    # A jar of its own, no redirects, and what cannot be followed.
    client.get_by_role("switch", name="Share cookies").uncheck()
    client.get_by_role("switch", name="Follow redirects").uncheck()
    response = send(client, "POST", "/login")
    expect(response).to_contain_text("It redirects to http://localhost:5000/echo?from=login.")
    response = send(client, "GET", "/echo")
    expect(body(client)).to_contain_text('"user": "ada"')
    assert "session" not in json.loads(body(client).inner_text())["cookies"]
    client.get_by_role("switch", name="Follow redirects").check()
    response = send(client, "GET", "/away")
    expect(response.get_by_role("alert")).to_contain_text("redirects to https://example.com/, which is not part")
    send(client, "GET", "/bytes")
    expect(body(client)).to_contain_text("0010  10 11 12")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(client.get_by_text("256 bytes of application/octet-stream")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_cookies_are_refused_with_a_reason_written_and_changed(playground: Playground) -> None:
    page = playground.page
    playground.run()
    cookies = playground.region("Cookies")
    expect(cookies).to_contain_text("Refused: cross: SameSite=None needs Secure as well.")
    expect(cookies).to_contain_text("Refused: __Host-id: a name that begins with __Host- needs Secure.")
    expect(cookies.get_by_role("row").filter(has_text="session")).to_contain_text("Flask session")

    cookies.get_by_role("button", name="Edit theme").focus()
    page.keyboard.press("Enter")
    expect(cookies.get_by_label("Value")).to_be_focused()
    cookies.get_by_label("Value").fill("light")
    cookies.get_by_label("SameSite").select_option("None")
    page.keyboard.press("Enter")
    cookies.get_by_role("button", name="Save").click()
    expect(cookies.get_by_role("alert")).to_contain_text("Not saved: SameSite=None needs Secure")
    cookies.get_by_label("Secure").check()
    cookies.get_by_label("Value").press("Enter")
    row = cookies.get_by_role("row").filter(has_text="theme")
    for words in ("light", "None", "GMT"):
        expect(row).to_contain_text(words)

    cookies.get_by_role("button", name="Add a cookie").click()
    cookies.get_by_label("Name").fill("note")
    cookies.get_by_label("Value").fill("a;b")
    cookies.get_by_label("Value").press("Enter")
    expect(cookies.get_by_role("alert")).to_contain_text("holds “;”")
    cookies.get_by_label("Value").fill("happy")
    cookies.get_by_label("Value").press("Enter")
    seen = playground.call("async (el) => (await (await el.fetch('/echo')).json()).cookies")
    assert (seen["theme"], seen["note"]) == ("light", "happy")
    cookies.get_by_role("button", name="Delete note").click()
    expect(cookies.get_by_role("row").filter(has_text="note")).to_have_count(0)

    page.set_viewport_size({"width": 390, "height": 800})
    expect(row).to_be_visible()
    for name in ("HTTP client", "Requests"):
        expect(playground.region(name)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_the_cache_is_told_and_requests_go_to_the_client(playground: Playground) -> None:
    playground.run()
    expect(playground.app.locator("h1")).to_be_visible()
    playground.button("Reload").click()
    requests = playground.region("Requests")
    expect(requests.get_by_role("button", name="/look.css from cache")).to_have_count(1)
    again = requests.get_by_role("button", name="/old.css revalidated: 304")
    expect(again).to_have_count(1)
    again.click()
    expect(requests).to_contain_text("HTTP/1.1 304 NOT MODIFIED")
    expect(requests).to_contain_text("If-None-Match:")

    # Thousands of requests leave the page alive, and the list says what it leaves out.
    playground.call(
        """async (el) => {
          await el.fetch("/echo?first", { method: "POST", body: "a=1", headers: { "Content-Type":
            "application/x-www-form-urlencoded" } });
          for (let round = 0; round < 30; round++) {
            await Promise.all(Array.from({ length: 100 }, () => el.fetch("/look.css")));
          }
          await el.fetch("/echo?last", { method: "POST", body: "a=1", headers: { "X-Own": "2" } });
        }"""
    )
    expect(requests).to_contain_text("The latest 200 of 3,0")
    last = requests.get_by_role("button", name="POST /echo?last")
    last.click()
    requests.get_by_role("button", name="Open in HTTP client").last.click()
    client = playground.region("HTTP client")
    expect(client.get_by_label("Method")).to_have_value("POST")
    expect(client.get_by_label("URL")).to_have_value("/echo?last")
    client.get_by_role("tab", name="Headers").click()
    expect(client.get_by_label("Header 1 value")).to_have_value("2")
