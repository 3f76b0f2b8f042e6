"""The window against a real browser and a real server: the same app natively, opened in Chromium itself.

Cookies are compared where all engines agree. Chromium moves a cookie with a new value to the end; RFC 6265 does not.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from werkzeug.serving import make_server

from tests.site.apps import cookies as cookies_app
from tests.site.apps import heavy
from tests.site.playground import Playground

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
#: What the script of a page and the app see: after the server set cookies, after a script did, after deletions.
STAGES = {
    "set": "async () => { await fetch('/set') }",
    "scripted": "(_, texts) => texts.map((text) => (document.cookie = text, document.cookie)).slice(0, -1)",
    "deleted": "async () => { await fetch('/delete') }",
}
SEEN = """async () => {
  const seen = async (path) => (await fetch(path)).text();
  return [await seen("/seen"), await seen("/deep/seen"), document.cookie];
}"""


@pytest.fixture
def real(browser: Browser) -> Iterator[Page]:
    """A page of Chromium on which the cookies' app is open."""
    with make_server("127.0.0.1", 0, cookies_app.app) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://localhost:{server.server_port}/")
        yield page
        context.close()
        server.shutdown()
        thread.join()


def start(open_playground: Open, name: str) -> Playground:
    playground = open_playground("", "start/first-app/hello")
    playground.set_file("app.py", (Path(__file__).parent / f"apps/{name}.py").read_text("utf-8"))
    playground.run()
    return playground


def seen(page: Page | FrameLocator, stage: str) -> list[Any]:
    body = page.locator("body")
    return [body.evaluate(STAGES[stage], cookies_app.SCRIPTED), *body.evaluate(SEEN)]


def rows(cookies: Locator) -> list[list[str]]:
    """Name, value, path, domain, whether it ends with the visit, HttpOnly, Secure, SameSite; as the panel has them."""
    texts = [row.get_by_role("cell").all_inner_texts()[:7] for row in cookies.get_by_role("row").all()[1:]]
    names = cookies.get_by_role("rowheader").all_inner_texts()
    return sorted(
        [name, value, path, domain, "Session" if expires == "Session" else "later", *rest]
        for name, (value, path, domain, expires, *rest) in zip(names, texts, strict=True)
    )


def rows_of(page: Page) -> list[list[str]]:
    """The same of Chromium's own jar, which takes octets as they are and says Lax where nothing is set."""
    unset = {field.split("=")[0] for field in cookies_app.FIELDS if "SameSite" not in field} | {"hour", "valueless", ""}
    return sorted(
        [
            cookie["name"],
            cookie["value"],
            cookie["path"],
            cookie["domain"],
            "Session" if cookie["expires"] == -1 else "later",
            "yes" if cookie["httpOnly"] else "no",
            "yes" if cookie["secure"] else "no",
            "not set" if cookie["name"] in unset else cookie["sameSite"],
        ]
        for cookie in page.context.cookies()
    )


def test_cookies_are_as_in_chromium_itself(open_playground: Open, real: Page) -> None:
    playground = start(open_playground, "cookies")
    cookies = playground.region("Cookies")
    assert seen(playground.app, "set") == seen(real, "set")
    assert rows(cookies) == rows_of(real)
    stored = {name for name, *_ in rows_of(real)} | {"valueless", "past", "ended"}
    refused = [field for field in cookies_app.FIELDS if field.split("=")[0] not in stored or field == "="]
    assert len(refused) > 5
    shown = cookies.get_by_role("listitem").locator("code").all_inner_texts()
    assert sorted(shown) == sorted(f"Set-Cookie: {field}" for field in refused)

    assert seen(playground.app, "scripted") == seen(real, "scripted")
    assert seen(playground.app, "deleted") == seen(real, "deleted")
    real.goto(f"{real.url}deep/page")
    playground.address.fill("/deep/page")
    playground.address.press("Enter")
    expect(playground.app.locator("pre")).to_have_text(real.locator("pre").inner_text())
    expect(playground.app.locator("pre")).to_contain_text("folder=3")
    playground.button("Clear all cookies").click()
    expect(cookies).to_contain_text("The jar is empty")


def test_much_at_once(open_playground: Open) -> None:
    playground = start(open_playground, "heavy")
    app, page = playground.app, playground.page
    got = playground.call("""async (el) => {
      const bytes = await (await el.fetch("/noise")).arrayBuffer();
      return [bytes.byteLength, [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]];
    }""")
    assert got == [heavy.SIZE, list(hashlib.sha256(heavy.noise()).digest())]

    log = playground.region("Server log")
    assert playground.call("async (el) => (await el.fetch('/log')).text()") == "logged"
    expect(log).to_contain_text("more bytes were printed and are not shown")
    expect(log).to_contain_text("line 4000")
    expect(log).to_contain_text("GET /log HTTP/1.1")

    # Bytes that are no UTF-8, wherever a request can carry them.
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Own": "caf\u00e9"}
    url = "/bytes/caf%E9/%F0%9F%8D%B5?q=%FF&%C3=1"
    told = playground.call(
        "async (el, [url, headers]) => (await el.fetch(url, { method: 'POST', body: 'a=%80', headers })).json()",
        [url, headers],
    )
    assert told == heavy.app.test_client().post(url, headers=headers, data="a=%80").json

    tea = app.get_by_label("Tea")
    app.get_by_role("button", name="Script", exact=True).click()
    expect(app.locator("output")).to_have_text("invalid ")
    for button, text, by in (
        ("Script", "GET tea=green", "nobody"),
        ("Script with a button", "GET tea=green&by=button", "button"),
        ("Order in a new window", "GET tea=green&by=new", "new"),
    ):
        tea.fill("green")
        app.get_by_role("button", name=button, exact=True).click()
        expect(app.locator("p")).to_have_text(text)
        expect(app.locator("output")).to_have_text(by)
        playground.button("Back").click()
    tea.fill("")
    app.get_by_role("button", name="Order anyway").click()
    expect(app.locator("p")).to_have_text("POST text/plain tea= by=anyway")
    assert page.context.pages == [page], "no window was opened"
