"""The site without a network: what was visited, what was downloaded, a newer build, and where it is not allowed."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from sandbox.offline import make_offline
from tests.site.playground import Playground
from tests.site.server import PREFIX, Server, StaticHandler

pytestmark = pytest.mark.browser
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"
#: Seconds; bounds a hang.
PATIENCE = 60
SCRIPTS = "assets/sandbox"
Edition = Callable[[str], Path]


@pytest.fixture
def service_workers() -> Literal["allow"]:
    """Elsewhere they are kept out: each test has a fresh profile, which would fetch all of Python."""
    return "allow"


class Host:
    """A server that can be shut and opened again at the same address, and that can show another folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing: set[str] = set()
        self.asked: list[str] = []
        self.answering = threading.Event()
        self.answering.set()
        #: Part of a name: such a file breaks off, once it is told to.
        self.broken = ""
        self.begun, self.breaking = threading.Event(), threading.Event()
        self._port = 0
        self._open = False
        self.open()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    def open(self) -> None:
        if self._open:
            return
        self._open = True
        host = self

        class Handler(StaticHandler):
            def translate_path(self, path: str) -> str:
                host.asked.append(path.partition("?")[0].removeprefix(PREFIX))
                host.answering.wait()
                self.directory, self.missing = str(host.folder), host.missing
                return super().translate_path(path)

            def copyfile(self, source: Any, outputfile: Any) -> None:
                if host.broken and host.broken in self.path:
                    outputfile.write(source.read(100_000))
                    host.begun.set()
                    host.breaking.wait()
                else:
                    super().copyfile(source, outputfile)

        self._server = Server(("127.0.0.1", self._port), partial(Handler, directory=str(self.folder)))
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def shut(self) -> None:
        self._open = False
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(autouse=True)  # first, so that the pages are closed before it is
def host(site_folder: Path) -> Iterator[Host]:
    host = Host(site_folder)
    yield host
    host.answering.set()
    host.breaking.set()
    host.shut()


@pytest.fixture
def edition(site_folder: Path, tmp_path: Path) -> Edition:
    """Builds that differ in a page, in files that keep their names, and in a script that is named by its content."""

    def make(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(site_folder, folder)
        append(folder / PAGE / "index.html", f"<p id=edition>{name}</p>")
        append(folder / "stylesheets/site.css", f":root {{ --edition: {name} }}")
        [session] = (path for path in (folder / SCRIPTS).glob("session-*.js") if path.stem.count("-") == 1)
        for script in (folder / SCRIPTS).glob("*.js"):
            script.write_text(script.read_text("utf-8").replace(session.stem, f"session-{name}"), "utf-8")
        session.rename(session.with_stem(f"session-{name}"))
        for changed in ("playground", f"session-{name}"):
            append(folder / SCRIPTS / f"{changed}.js", f'\n(globalThis.editions ??= []).push("{name}");')
        make_offline(folder)
        return folder

    return make


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


#: Whether the page's own build is in charge, and what is wanted of it is kept.
KEPT = """async (everything) => {
  const build = document.querySelector('meta[name="flaskroom-build"]').content;
  const root = new URL(".", document.querySelector('link[rel="manifest"]').href);
  const cacheName = `flaskroom ${root.pathname} ${build}`;
  const list = await caches.match(new URL("offline.json", root), { cacheName });
  if (!list || !navigator.serviceWorker.controller) return false;
  const { files } = await list.json();
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => url.slice(root.href.length)));
  if (everything) return Object.keys(files).every((name) => kept.has(name));
  const page = location.pathname.slice(root.pathname.length);
  const wanted = Object.keys(files).filter((name) => files[name].kind === "site");
  if (files[page].needs) wanted.push(...Object.keys(files).filter((name) => files[name].kind === "python"));
  return [page, ...wanted, ...files[page].needs ?? []].every((name) => kept.has(name));
}"""
#: How many builds are kept, beside the note about who is of which.
BUILDS = "async () => (await caches.keys()).filter((name) => !name.endsWith(' clients')).length"


def wait_for(page: Page, script: str, wanted: Any = True, argument: Any = None) -> None:
    """Playwright's own `wait_for_function` takes a promise for an answer."""
    deadline = time.monotonic() + PATIENCE
    while page.evaluate(script, argument) != wanted:
        assert time.monotonic() < deadline, f"not {wanted!r}: {script}"
        page.wait_for_timeout(50)


def visit(page: Page, address: str) -> None:
    """Opens a page and waits till it is kept, with all that it needs."""
    page.goto(address)
    wait_for(page, KEPT)


def leave_network(context: BrowserContext, host: Host) -> None:
    context.set_offline(True)
    host.shut()


@pytest.fixture
def offline(context: BrowserContext, host: Host) -> Iterator[Callable[[], None]]:
    """Takes the network away, for the browser and for good, once nothing is on its way: what is cut off is logged."""
    under_way: set[Request] = set()
    context.on("request", lambda request: under_way.add(request))
    context.on("requestfinished", lambda request: under_way.discard(request))
    context.on("requestfailed", lambda request: under_way.discard(request))

    def leave() -> None:
        deadline, quiet = time.monotonic() + PATIENCE, 0
        while quiet < 10:
            assert time.monotonic() < deadline, [request.url for request in under_way]
            context.pages[0].wait_for_timeout(50)
            quiet = 0 if under_way else quiet + 1
        leave_network(context, host)

    yield leave
    host.open()


def test_a_visited_lesson_runs_and_checks(page: Page, host: Host, offline: Callable[[], None]) -> None:
    visit(page, host.address + "routing/variable-rules/")
    visit(page, host.address + PAGE)
    offline()
    page.reload()
    playground = Playground(page, NAME)
    playground.run()
    expect(playground.app.locator("body")).to_contain_text("outside")
    assert "passed" in {result["outcome"] for result in playground.call("(el) => el.check()")}
    playground.element.locator(".listing").click()
    expect(playground.element.get_by_role("textbox", name="app.py")).to_be_visible()  # the editor is a part of its own
    page.get_by_role("link", name="Variable rules").first.click()
    expect(page.locator("h1")).to_contain_text("Variable rules")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")  # the index is loaded
    page.get_by_role("textbox", name="Search").press_sequentially("converter")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_a_first_run_goes_before_keeping(page: Page, host: Host) -> None:
    page.goto(host.address + PAGE)
    host.answering.clear()
    playground = Playground(page, NAME)
    playground.element.evaluate("(element) => void element.run()")
    page.wait_for_timeout(5000)
    assert "service-worker.js" not in host.asked
    host.answering.set()
    expect(playground.element).to_have_attribute("data-state", "running")
    wait_for(page, KEPT)


def test_a_tab_that_is_closed_in_a_download_leaves_no_half_file(page: Page, host: Host) -> None:
    visit(page, host.address + "offline/")  # the worker is in charge, and Python is not kept yet
    host.broken = "/core-"
    other = page.context.new_page()
    other.goto(host.address + PAGE)
    assert host.begun.wait(PATIENCE)
    other.close()
    host.broken = ""
    host.breaking.set()
    page.goto(host.address + PAGE)
    Playground(page, NAME).run()
    wait_for(page, KEPT)


def test_a_page_that_was_never_open_says_so(page: Page, host: Host, offline: Callable[[], None]) -> None:
    visit(page, host.address + PAGE)
    offline()
    page.goto(host.address + "requests/forms/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not kept on this device yet")
    expect(page.locator("main")).to_contain_text("Forms was never open here")
    page.get_by_role("link", name="Download for offline").click()
    expect(page.locator("flask-offline")).to_contain_text("Download for offline")
    page.go_back()
    page.get_by_role("link", name="Your first app").click()
    expect(page.locator("h1")).to_contain_text("Your first app")
    page.goto(host.address + PAGE.removesuffix("/"))
    assert page.url == host.address + PAGE


def test_a_silent_server_is_not_waited_for(page: Page, host: Host) -> None:
    visit(page, host.address + PAGE)
    host.answering.clear()
    page.reload()
    playground = Playground(page, NAME)
    playground.run()


EDITIONS = """() => [
  document.getElementById("edition").textContent,
  getComputedStyle(document.documentElement).getPropertyValue("--edition"),
  ...new Set(editions),
]"""


def run_and_see(page: Page) -> list[str]:
    """The editions of the page and of all that it has loaded, session included."""
    Playground(page, NAME).run()
    seen: list[str] = page.evaluate(EDITIONS)
    return seen


def test_a_newer_build_replaces_the_older(
    page: Page, host: Host, edition: Edition, offline: Callable[[], None]
) -> None:
    host.folder = edition("older")
    visit(page, host.address + "routing/variable-rules/")
    visit(page, host.address + PAGE)
    page.evaluate("localStorage.setItem('work', 'mine')")
    host.folder = edition("newer")
    page.reload()
    assert run_and_see(page) == ["newer"] * 3
    wait_for(page, KEPT)
    wait_for(page, BUILDS, 1)
    offline()
    page.reload()
    assert run_and_see(page) == ["newer"] * 3
    assert page.evaluate("localStorage.getItem('work')") == "mine"
    page.goto(host.address + "routing/variable-rules/")
    expect(page.locator("h1")).to_contain_text("Variable rules")


def test_an_open_page_stays_with_its_build(page: Page, host: Host, edition: Edition) -> None:
    host.folder = edition("older")
    visit(page, host.address + PAGE)
    host.folder = edition("newer")
    host.asked.clear()
    other = page.context.new_page()
    visit(other, host.address + PAGE)
    bundle = [name for name in host.asked if "/bundle/" in name and not name.endswith("manifest.json")]
    assert bundle == []  # unchanged, so taken over
    assert run_and_see(page) == ["older"] * 3
    assert run_and_see(other) == ["newer"] * 3
    page.close()
    other.reload()
    wait_for(other, BUILDS, 1)


def download(page: Page, host: Host) -> None:
    visit(page, host.address + "offline/")
    expect(page.locator("flask-offline")).to_contain_text(re.compile(r"Takes \d+\.\d MB"))
    expect(page.get_by_text("This needs JavaScript")).to_be_hidden()
    page.get_by_role("button", name="Download for offline").click()


def test_everything_can_be_downloaded(page: Page, host: Host, offline: Callable[[], None]) -> None:
    download(page, host)
    expect(page.locator("flask-offline")).to_contain_text("All is here")
    offline()
    page.reload()
    expect(page.locator("flask-offline")).to_contain_text("All is here")
    lessons = page.locator(".md-tabs__link").evaluate_all("links => links.map((link) => link.href)")
    for lesson in lessons:
        page.goto(lesson)
        expect(page.locator("h1")).not_to_have_text("This page is not kept on this device yet")
    page.goto(host.address + "extensions/flask-sqlalchemy/")
    playground = Playground(page, page.locator("flask-playground").first.get_attribute("name") or "")
    playground.run()


def test_a_newer_build_of_what_was_downloaded_is_whole_too(
    page: Page, host: Host, edition: Edition, offline: Callable[[], None]
) -> None:
    host.folder = edition("older")
    download(page, host)
    expect(page.locator("flask-offline")).to_contain_text("All is here")
    host.folder = edition("newer")
    page.reload()
    wait_for(page, KEPT, argument=True)
    offline()
    page.goto(host.address + PAGE)
    assert run_and_see(page) == ["newer"] * 3


def test_a_download_can_be_cancelled_and_goes_on(page: Page, host: Host) -> None:
    visit(page, host.address + "offline/")
    host.answering.clear()
    page.get_by_role("button", name="Download for offline").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("flask-offline")).to_contain_text("Cancelled; what has arrived stays.")
    host.answering.set()
    page.get_by_role("button", name="Download for offline").click()
    expect(page.locator("flask-offline")).to_contain_text("All is here")


def test_a_download_that_fails_can_be_tried_again(page: Page, host: Host, faults: list[str]) -> None:
    host.missing = {"sqlalchemy"}
    download(page, host)
    expect(page.locator("flask-offline")).to_contain_text("The server answered 404 for")
    host.missing = set()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("flask-offline")).to_contain_text("All is here")
    assert faults and all("404" in fault for fault in faults)
    faults.clear()


def test_a_refused_quota_is_told_and_harms_nothing(page: Page, host: Host, offline: Callable[[], None]) -> None:
    visit(page, host.address + PAGE)
    visit(page, host.address + "offline/")
    used = page.evaluate("async () => (await navigator.storage.estimate()).usage")
    origin = host.address.removesuffix(PREFIX)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 100_000})
    page.get_by_role("button", name="Download for offline").click()
    expect(page.locator("flask-offline")).to_contain_text("The browser has no more room for this site.")
    offline()
    page.goto(host.address + PAGE)
    Playground(page, NAME).run()


def test_a_damaged_copy_gives_way_to_the_server_s(page: Page, host: Host) -> None:
    visit(page, host.address + PAGE)
    damaged = page.evaluate(
        """async () => {
          const [name] = (await caches.keys()).filter((name) => !name.endsWith(" clients"));
          const { files } = await (await caches.match("../../offline.json", { cacheName: name })).json();
          const file = Object.keys(files).find((file) => files[file].kind === "python");
          const url = new URL(`../../${file}`, location).href;
          await (await caches.open(name)).put(url, new Response("damaged"));
          return { url, size: files[file].size };
        }"""
    )
    sizes = page.evaluate(
        """async (url) => {
          const size = async (cache) => (await (await fetch(url, { cache })).arrayBuffer()).byteLength;
          return [await size("default"), await size("reload"), await size("default")];
        }""",
        damaged["url"],
    )
    assert sizes == [len("damaged"), damaged["size"], damaged["size"]]
    page.reload()
    Playground(page, NAME).run()


REFUSED = "This browser lets no site keep its pages in this window."


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("delete Navigator.prototype.serviceWorker", REFUSED),
        ("Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('') } })", REFUSED),
        ("navigator.serviceWorker.register = () => Promise.reject(new DOMException(''))", REFUSED),
        ("caches.keys = () => Promise.reject(new DOMException(''))", REFUSED),
        (
            "Object.defineProperty(self, 'isSecureContext', { value: false })",
            "Browsers keep pages of HTTPS addresses alone",
        ),
    ],
    ids=["absent", "opaque frame", "refused", "no storage", "plain HTTP"],
)
def test_where_it_is_not_allowed_only_this_is_missing(page: Page, host: Host, refusal: str, said: str) -> None:
    page.add_init_script(f"if (self === top) {{ {refusal} }}")
    page.goto(host.address + "offline/")
    expect(page.locator("flask-offline")).to_contain_text(said)
    expect(page.locator("flask-offline").get_by_role("button")).to_have_count(0)
    page.goto(host.address + PAGE)
    Playground(page, NAME).run()
    assert "service-worker.js" not in host.asked


def test_live_reload_registers_nothing(page: Page, host: Host, tmp_path: Path, site_folder: Path) -> None:
    host.folder = tmp_path / "preview"  # as `mkdocs serve` has it
    shutil.copytree(site_folder, host.folder)
    for name in ("service-worker.js", "offline.json"):
        (host.folder / name).unlink()
    for path in (host.folder / "offline/index.html", host.folder / PAGE / "index.html"):
        path.write_text(re.sub(r'<meta name="flaskroom-build"[^>]*><link rel="manifest"[^>]*>', "", path.read_text()))
    page.goto(host.address + PAGE)
    Playground(page, NAME).run()
    page.goto(host.address + "offline/")
    expect(page.locator("flask-offline")).to_contain_text("This is a preview for authors")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert not {"service-worker.js", "offline.json", "manifest.webmanifest"} & set(host.asked)
