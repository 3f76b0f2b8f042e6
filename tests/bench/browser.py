"""One visit: a Chromium of its own on a user-data folder, as a person opens the site and closes the browser again.

A newcomer would get this wrong: a second tab, or a second context of the same browser, finds much of the first in
memory. A later visit here begins with nothing but what Chromium left on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright
from playwright.sync_api import TimeoutError as Silence

PROGRAM = os.environ.get("FLASKROOM_CHROMIUM")
#: ms that Chromium gets after a run for what it puts on disk by and by: the cache's index, compiled code.
SETTLING = 1000
#: ms that the page gets to announce a spare.
SPARE_PATIENCE = 30_000
ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")  # Chromium refuses its own sandbox as root
#: A page that is asked to save data starts nothing ahead of Run.
SAVE_DATA = """
if (navigator.connection) Object.defineProperty(navigator.connection, "saveData", { get: () => true });
"""
#: Keeps the last stage of the spare interpreter, which the page announces.
WATCH_SPARE = """
globalThis.spare = null;
document.addEventListener("flaskroom:spare", ({ detail }) => globalThis.spare = detail);
"""


@contextmanager
def visit(playwright: Playwright, profile: Path, address: str, save_data: bool = True) -> Iterator[Page]:
    """Opens `address` and waits until it is quiet; `profile` is the user-data folder, empty on a first visit."""
    context = playwright.chromium.launch_persistent_context(profile, executable_path=PROGRAM, args=ARGUMENTS)
    try:
        context.add_init_script(WATCH_SPARE + (SAVE_DATA if save_data else ""))
        page = context.pages[0]
        page.goto(address)
        page.wait_for_load_state("networkidle")
        yield page
        page.wait_for_timeout(SETTLING)
    finally:
        context.close()


def version(playwright: Playwright) -> str:
    """Chromium's version, such as 140.0.7339.80."""
    browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
    try:
        return browser.version
    finally:
        browser.close()


def await_spare(page: Page) -> str:
    """Waits until a spare interpreter is ready; returns why there is none, or nothing."""
    try:
        settled = "['ready', 'failed'].includes(globalThis.spare?.name)"
        page.wait_for_function(settled, timeout=SPARE_PATIENCE, polling=50)
    except Silence:
        found = page.evaluate("globalThis.spare?.name")
        return f"the page announced no spare within {SPARE_PATIENCE // 1000} s (last stage: {found or 'none'})"
    return "the spare failed" if page.evaluate("globalThis.spare.name") == "failed" else ""
