"""Real browsers on the built site. Every page test fails on a console error or a request that leaves the site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.site.playground import Playground
from tests.site.server import serve

ROOT = Path(__file__).parents[2]
#: Python starts within a second or two; this bounds a hang, on a busy machine too.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site_folder() -> Path:
    """The site as `dev.py build` left it."""
    folder = Path(os.environ.get("FLASKROOM_SITE", ROOT / "site"))
    assert (folder / "index.html").exists(), f"{folder} is not built: run `python3 dev.py build` first"
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Address of the built site below a sub-path of a plain static server."""
    with serve(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its own sandbox as root, which is who CI is
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("FLASKROOM_CHROMIUM"), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the pages of this test; a test that provokes faults on purpose clears it."""
    return []


@pytest.fixture
def service_workers() -> Literal["allow", "block"]:
    """Kept out: every test has a fresh profile, and the worker would fetch all of Python into it."""
    return "block"


@pytest.fixture
def context(
    browser: Browser, faults: list[str], service_workers: Literal["allow", "block"]
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", service_workers=service_workers
    )
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: _note_console(message, faults))
    context.on("request", lambda request: _note_request(request, faults))
    context.on("weberror", lambda error: faults.append(f"uncaught: {error.error}"))
    yield context
    context.close()
    assert faults == []


def _note_console(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error":
        faults.append(f"console: {message.text} ({message.location.get('url', '')})")


def _note_request(request: Request, faults: list[str]) -> None:
    local = ("http://127.0.0.1:", "data:", "blob:", "about:")
    if not request.url.startswith(local):
        faults.append(f"request to another host: {request.url}")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def stranger(browser: Browser, faults: list[str]) -> Iterator[Page]:
    """A page in the browser of someone else, who has none of the work that `page` keeps."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: _note_console(message, faults))
    context.on("request", lambda request: _note_request(request, faults))
    yield context.new_page()
    context.close()


@pytest.fixture
def open_playground(page: Page, site: str) -> Callable[[str, str], Playground]:
    """Opens a page of the site and returns the playground of that name on it."""

    def open_(path: str, name: str) -> Playground:
        page.goto(site + path)
        return Playground(page, name)

    return open_
