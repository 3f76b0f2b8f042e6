"""A site with a second host: Python has an origin of its own, reaches nothing either, and runs without that host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from sandbox.second_host import use_second_host
from tests.site.playground import Playground
from tests.site.server import PREFIX, serve, serve_to

pytestmark = pytest.mark.browser
PAGE, NAME = "start/first-app/", "start/first-app/bakery"
FRAME = "iframe[title=Python]"
#: What an app could try in its worker: name → JavaScript that succeeds where it is possible.
ATTEMPTS = {
    "own host": "await fetch('{own}assets/sandbox/frame.html')",
    "own host, with words": "await fetch('{own}assets/sandbox/bundle/manifest.json?secret')",
    "page's host": "await fetch('{site}', {{ mode: 'no-cors' }})",
    "script of the host": "await import('{own}assets/sandbox/worker.js')",
    "another worker": "new Worker(URL.createObjectURL(new Blob([''])))",
    "databases": "await indexedDB.databases()",
    "inherited": "Object.getPrototypeOf(Object.getPrototypeOf(self)).indexedDB.databases",
    "caches": "await caches.keys()",
    "disk": "await navigator.storage.getDirectory()",
    "locks": "await navigator.locks.query()",
    "channels": "new BroadcastChannel('x').postMessage(1)",
    "page": "parent.document.title",
}
APP = """
import js
from flask import Flask
from pyodide.code import run_js
app = Flask(__name__)
run_js('''
globalThis.seen = {{}};
const tried = (name, attempt) => attempt().then(() => seen[name] = "open", () => seen[name] = "shut");
{attempts}
''')
@app.get("/hours")
def hours():
    return dict(js.seen.to_py()) | {{"origin": js.self.origin}}
"""


@pytest.fixture
def second(tmp_path: Path, site_folder: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site, and the address of a host that serves it as well; another port is another origin."""
    folder = tmp_path / "site"
    shutil.copytree(site_folder, folder)
    with serve(folder) as address:
        yield folder, address


def origin(address: str) -> str:
    return address.removesuffix(PREFIX)


def test_python_runs_there_and_is_as_isolated(page: Page, second: tuple[Path, str], faults: list[str]) -> None:
    folder, own = second
    use_second_host(folder, origin(own))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serve_to(page, folder) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        places = {"own": own, "site": address}
        tries = [f'tried("{name}", async () => {{ {script.format(**places)} }});' for name, script in ATTEMPTS.items()]
        playground.set_file("app.py", APP.format(attempts="\n".join(tries)))
        playground.run()
        expect(page.locator(FRAME)).to_have_attribute("sandbox", "allow-scripts allow-same-origin")
        found = playground.call("async (el) => (await el.fetch('/hours')).json()")
        assert found == dict.fromkeys(ATTEMPTS, "shut") | {"origin": origin(own)}
        inside = "Array.from(frames, (frame) => { try { return frame.location.href } catch { return 'shut' } })"
        assert set(page.evaluate(inside)) == {"shut"}
        modules = [url for url in asked if url.endswith(".wasm")]
        assert len(modules) == 1
        assert modules[0].startswith(own)
        assert not any("secret" in url for url in asked)
        playground.button("Check").click()  # another interpreter in the same frame
        expect(playground.region("Checks")).to_contain_text("checks pass")
    faults.clear()  # the policy may report what it blocks


@pytest.mark.parametrize("trouble", ["gone", "silent", "the page's own"])
def test_without_it_the_frame_has_no_origin(
    page: Page, second: tuple[Path, str], faults: list[str], trouble: str
) -> None:
    folder, own = second
    said: list[str] = []
    held: list[Route] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    with serve_to(page, folder) as address:
        use_second_host(folder, origin(address if trouble == "the page's own" else own))
        if trouble != "the page's own":
            page.route(own + "**", lambda route: route.abort() if trouble == "gone" else held.append(route))
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        playground.run()
        expect(page.locator(FRAME)).to_have_attribute("sandbox", "allow-scripts")
        assert len([text for text in said if "sandbox origin is not used" in text]) == 1
        for route in held:
            route.abort()
    faults.clear()  # the browser reports what it could not load


def test_what_is_missing_there_comes_from_the_page(page: Page, second: tuple[Path, str], faults: list[str]) -> None:
    folder, own = second
    use_second_host(folder, origin(own))
    next(folder.glob("assets/sandbox/bundle/*.wasm")).unlink()
    with serve_to(page, folder) as address:
        page.goto(address + PAGE)
        playground = Playground(page, NAME)
        playground.run()
        expect(page.locator(FRAME)).to_have_attribute("sandbox", "allow-scripts allow-same-origin")
    assert len(faults) == 1
    assert "404" in faults.pop()
