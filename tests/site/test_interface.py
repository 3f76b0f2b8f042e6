"""The element's interface, as other pages and scripts use it; the names are fixed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.playground import Playground, expect_interpreters

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
APP = """
from flask import Flask, redirect, request
app = Flask(__name__)
@app.get("/")
def home():
    return "<title>T</title><h1>Home</h1>"
@app.route("/echo", methods=["GET", "POST"])
def echo():
    return {"method": request.method, "body": request.get_data(as_text=True), "x": request.headers.get("X-Own")}, 201
@app.get("/old")
def old():
    return redirect("/echo")
"""


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    playground = open_playground("start/first-app/", "start/first-app/bakery")
    playground.set_file("app.py", APP)
    return playground


def test_methods_states_and_events(playground: Playground) -> None:
    seen = playground.call(
        """async (el) => {
          const states = [], requests = [];
          el.addEventListener("statechange", () => states.push(el.dataset.state));
          el.addEventListener("request", (event) => requests.push(event.detail.request.url));
          const idle = el.dataset.state;
          await el.run();
          await el.stop();
          await el.run();
          const text = await (await el.fetch("/")).text();
          await el.reset();
          return { idle, states, requests, text };
        }"""
    )
    assert seen["idle"] == "idle"
    assert seen["states"] == ["starting", "running", "stopped", "starting", "running", "idle"]
    assert seen["requests"][-1] == "http://localhost:5000/"
    assert "<h1>Home</h1>" in seen["text"]


def test_fetch_is_like_the_window_s(playground: Playground) -> None:
    seen = playground.call(
        """async (el) => {
          await el.run();
          const init = { method: "POST", body: "hé", headers: { "X-Own": "1" } };
          const made = await el.fetch("/echo", init);
          const followed = await el.fetch("/old");
          const missing = await el.fetch("/missing");
          return {
            status: made.status, json: await made.json(), type: made.headers.get("content-type"),
            isResponse: made instanceof Response, missing: missing.status,
            followed: [followed.redirected, followed.url],
          };
        }"""
    )
    assert seen["status"] == 201
    assert seen["json"] == {"method": "POST", "body": "hé", "x": "1"}
    assert seen["type"] == "application/json"
    assert seen["isResponse"]
    assert seen["followed"] == [True, "http://localhost:5000/echo"]
    assert seen["missing"] == 404


def test_fetch_without_a_running_app_says_what_to_do(playground: Playground) -> None:
    said = playground.call("(el) => el.fetch('/').catch((error) => error.message)")
    assert "call run() first" in said


def test_check_resolves_to_results(playground: Playground) -> None:
    playground.call("(el) => el.reset()")
    results = playground.call(
        """async (el) => {
          const heard = new Promise((resolve) => el.addEventListener("check", (event) => resolve(event.detail)));
          const results = await el.check();
          await heard;
          return results;
        }"""
    )
    assert {"passed", "failed"} >= {result["outcome"] for result in results}
    assert any(result["outcome"] == "failed" and result["message"] for result in results)


def test_every_fixed_name_is_there(playground: Playground) -> None:
    for name in ("Run", "Stop", "Reset", "Check", "Share", "Download", "Full screen"):
        expect(playground.button(name)).to_be_visible()
    expect(playground.element.get_by_role("tablist", name="Files")).to_be_visible()
    playground.run()
    for name in ("Back", "Forward", "Reload"):
        expect(playground.button(name)).to_be_visible()
    expect(playground.address).to_have_value("http://localhost:5000/hours")
    expect(playground.element.locator('iframe[title="Preview"]')).to_be_visible()
    for name in ("Server log", "Requests", "HTTP client", "Cookies", "Problems", "Checks"):
        expect(playground.region(name)).to_be_visible()


def test_the_address_bar_takes_paths_and_urls(playground: Playground) -> None:
    playground.run()
    for typed in ("/", "http://localhost:5000/", "http://127.0.0.1:5000/", "localhost:5000/"):
        playground.address.fill("/missing")
        playground.address.press("Enter")
        expect(playground.app.locator("h1")).to_have_text("Not Found")
        playground.address.fill(typed)
        playground.address.press("Enter")
        expect(playground.app.locator("h1")).to_have_text("Home")
    playground.address.fill("https://example.com/")
    playground.address.press("Enter")
    expect(playground.element).to_contain_text("is not part of this app")


def test_state_changes_are_announced(playground: Playground) -> None:
    playground.run()
    expect(playground.element.get_by_role("status").filter(has_text="The app runs").first).to_be_attached()


def test_a_second_run_takes_the_port(page: Page, site: str) -> None:
    page.goto(site + "requests/forms/")
    first, second = (Playground(page, f"requests/forms/{name}") for name in ("guestbook", "upload"))
    first.run()
    second.run()
    first.expect_state("stopped")
    expect(first.element).to_contain_text("Port 5000 is taken by")


def test_an_element_that_moves_or_goes_lets_nothing_behind(playground: Playground) -> None:
    playground.run()
    playground.call("(el) => el.parentElement.append(el)")
    expect(playground.app.locator("h1")).to_be_visible()
    page = playground.page
    playground.call("(el) => el.remove()")
    # The frame in which a spare interpreter waits is the page's, not the element's.
    expect(page.locator("iframe:not([title=Python])")).to_have_count(0)
    expect_interpreters(page, 1)
