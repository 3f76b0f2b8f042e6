"""An LMS for the tests: scorm-again as the run-time, and a page that launches a package and keeps what it commits."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from playwright.sync_api import FrameLocator, Page

from tests.site.playground import Playground
from tests.site.server import Server, serve

ROOT = Path(__file__).parents[2]
SCORM_AGAIN = ROOT / "node_modules" / "scorm-again" / "dist" / "scorm-again.min.js"
#: What the run-time of that edition is called in a window, its class, and where it keeps who learns.
EDITIONS = {
    "scorm12": {"api": "API", "class": "Scorm12API", "learner": {"core": {"student_id": "LEARNER"}}},
    "scorm2004": {"api": "API_1484_11", "class": "Scorm2004API", "learner": {"learner_id": "LEARNER"}},
}
#: What is kept from one launch to the next is the run-time's own JSON, as an LMS would have it from `lmsCommitUrl`.
PAGE = """<!doctype html><html lang="en"><title>LMS</title>
<style>body {{ margin: 0 }} iframe {{ width: 100%; height: 100vh; border: 0 }}</style>
<link rel="icon" href="data:,"><script src="scorm-again.js"></script>
<script>
const learner = new URLSearchParams(location.search).get("learner") ?? "ada";
const key = "kept " + learner;
const kept = JSON.parse(localStorage.getItem(key) ?? "null");
const api = window.{api} = new {class}({{ autocommit: false, logLevel: "NONE" }});
api.loadFromJSON(kept ?? JSON.parse('{learner}'.replace("LEARNER", learner)), "cmi");
const keep = () => localStorage.setItem(key, JSON.stringify(api.cmi));
for (const event of ["LMSCommit", "Commit", "LMSFinish", "Terminate"]) api.on(event, keep);
</script>
<main><h1 hidden>LMS</h1></main>
<script>
document.write(`<iframe title="SCO" src="content/index.html${{location.search}}" {sandbox}></iframe>`);
</script>"""


class Lms:
    """`address` ends in a slash; the package is below it in `content/`."""

    def __init__(self, folder: Path, address: str, form: str) -> None:
        self.folder = folder
        self.address = address
        self.form = form

    def launch(self, page: Page, learner: str = "ada", query: str = "") -> FrameLocator:
        """Opens the LMS's page; gives the start page of the package."""
        page.goto(f"{self.address}lms.html?learner={learner}{query}")
        return page.frame_locator('iframe[title="SCO"]')

    def leave(self, page: Page) -> None:
        """As the learner does who goes to another page of the LMS."""
        page.goto(f"{self.address}left.html")

    def kept(self, page: Page, learner: str = "ada") -> dict[str, Any]:
        """What the LMS has of a learner."""
        text = page.evaluate("(key) => localStorage.getItem(key)", f"kept {learner}")
        found: dict[str, Any] = json.loads(text or "{}")
        return found


@contextmanager
def hosted(package: Path, folder: Path, form: str, sandbox: str = "") -> Iterator[Lms]:
    """Unpacks a package and serves it with the page of an LMS around it."""
    with ZipFile(package) as archive:
        archive.extractall(folder / "content")
    shutil.copy(SCORM_AGAIN, folder / "scorm-again.js")
    edition = EDITIONS[form]
    page = PAGE.format(**{**edition, "learner": json.dumps(edition["learner"])}, sandbox=sandbox)
    (folder / "lms.html").write_text(page, "utf-8")
    (folder / "left.html").write_text('<!doctype html><title>LMS</title><link rel="icon" href="data:,">', "utf-8")
    with serve(folder) as address:
        yield Lms(folder, address, form)


class Lrs:
    """A store for xAPI statements on an origin of its own, as far as a browser needs one."""

    def __init__(self, address: str) -> None:
        self.endpoint = f"{address}/xapi"
        #: Answered with this status instead of being kept, the first ones first.
        self.refusals: list[int] = []
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.statements: list[dict[str, Any]] = []


@contextmanager
def lrs() -> Iterator[Lrs]:
    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._answer(204)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            store.asked.append(self.path)
            if store.refusals:
                return self._answer(store.refusals.pop(0))
            store.headers.append(dict(self.headers))
            store.statements += json.loads(body)
            return self._answer(200)

        def _answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "authorization,content-type,x-experience-api-version")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        store = Lrs(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield store
        server.shutdown()
        thread.join()


class PackedPlayground(Playground):
    """A playground in a lesson of a package."""

    def __init__(self, page: Page, start: FrameLocator, name: str) -> None:
        super().__init__(page, name)
        self.element = start.frame_locator("flaskroom-lms iframe").locator(f'flask-playground[name="{name}"]')
