"""Links that carry code, projects that come from outside, and the project as a zip file that runs at home."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ports import free_port, wait_for
from tests.site.playground import Playground
from tests.site.server import serve

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]
PAGE, NAME = "start/first-app/", "start/first-app/thermometer"


def test_a_shared_link_shows_the_code_and_runs_nothing(
    context: BrowserContext, stranger: Page, open_playground: Open
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground = open_playground(PAGE, NAME)
    playground.set_file("app.py", "# shared é\n")
    playground.button("Share").click()
    expect(playground.element).to_contain_text("Link copied")
    link = playground.page.evaluate("navigator.clipboard.readText()")
    assert f"#{NAME}:" in link

    stranger.goto(link)
    received = Playground(stranger, NAME)
    expect(received.element).to_contain_text("# shared é")
    received.expect_state("idle")
    received.button("Discard").click()
    expect(received.element).not_to_contain_text("# shared é")


def test_another_site_embeds_a_playground(context: BrowserContext, open_playground: Open, tmp_path: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground = open_playground(PAGE, NAME)
    playground.set_file(
        "app.py", "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home(): return 'mine'\n"
    )
    playground.button("File menu").click()
    playground.element.get_by_role("menuitem", name="Copy code to embed this").click()
    expect(playground.element).to_contain_text("Code copied")
    code = playground.page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "index.html").write_text(
        f"<!doctype html><link rel=icon href=data:,><title>Elsewhere</title><h1>Elsewhere</h1>{code}"
    )
    other = context.new_page()
    with serve(tmp_path) as address:
        other.goto(address)
        frame = other.frame_locator("iframe")
        expect(frame.get_by_role("heading")).to_have_count(0)
        element = frame.locator(f'flask-playground[name="{NAME}"]')
        expect(element).to_contain_text("This code came with the link")
        element.get_by_role("button", name="Run", exact=True).click()
        app = element.frame_locator('iframe[title="Preview"]').frame_locator("iframe")
        expect(app.locator("body")).to_have_text("mine")
        expect(frame.get_by_role("link", name="From:")).to_have_attribute("href", re.compile(f"/{PAGE}$"))


def test_a_damaged_link_keeps_the_lesson(open_playground: Open) -> None:
    playground = open_playground(f"{PAGE}#{NAME}:not-a-project", NAME)
    expect(playground.element.get_by_role("status").filter(has_text="link").first).to_be_visible()
    assert "Flask(__name__)" in playground.call("(el) => el.files['app.py']")


def test_download_is_the_project(open_playground: Open) -> None:
    playground = open_playground(PAGE, NAME)
    playground.set_file("app.py", "# mine\n")
    with playground.page.expect_download() as waiting:
        playground.button("Download").click()
    assert waiting.value.suggested_filename == "thermometer.zip"
    with zipfile.ZipFile(waiting.value.path()) as archive:
        content = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert content["app.py"] == b"# mine\n"
    assert b"def test_" in content["test_app.py"]


SHOP: dict[str, str | bytes] = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return '<h1>Shop é'\n",
    "static/dot.bin": b"\xff\x00\x01",
    "test_shop.py": "from app import app\ndef test_shop():\n    assert 'Shop' in app.test_client().get('/').text\n",
    "requirements.txt": "flask\nredis>=5\n",
}


@pytest.fixture
def own(page: Page, site: str) -> Playground:
    page.goto(f"{site}playground/")
    return Playground(page, "starter")


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def choose(own: Playground, button: str, path: Path) -> None:
    with own.page.expect_file_chooser() as chooser:
        own.button(button).click()
    chooser.value.set_files(path)


def test_an_own_project_is_opened_run_checked_shared_and_taken_home(
    context: BrowserContext, stranger: Page, own: Playground, tmp_path: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    notice = own.element.locator(".notice")
    choose(own, "Open a zip file", zipped(tmp_path / "evil.zip", {"app.py": "", "../out.py": ""}))
    expect(notice).to_contain_text("so nothing was opened")
    assert "home.html" in own.call("(el) => el.files['app.py']")

    inside = {f"shop/{name}": content for name, content in SHOP.items()}
    choose(own, "Open a zip file", zipped(tmp_path / "shop.zip", {**inside, "shop/.git/HEAD": "x"}))
    expect(notice).to_contain_text("shop is open, 4 files. Left out: .git. requirements.txt asks for redis")
    own.button("Undo").click()
    assert "home.html" in own.call("(el) => el.files['app.py']")

    folder = tmp_path / "shop"
    for name, content in SHOP.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    choose(own, "Open a folder", folder)
    expect(notice).to_contain_text("shop is open, 4 files")
    own.run()
    expect(own.app.locator("h1")).to_have_text("Shop é")
    own.button("Check").click()
    expect(own.region("Checks")).to_contain_text("The check passes")

    own.button("Share").click()
    expect(notice).to_contain_text("Link copied")
    stranger.goto(own.page.evaluate("navigator.clipboard.readText()"))
    received = Playground(stranger, "starter")
    expect(received.element.locator(".notice")).to_contain_text("written by someone else")
    received.expect_state("idle")
    assert received.call("(el) => el.files") == {n: c for n, c in SHOP.items() if isinstance(c, str)}
    expect(received.element.get_by_role("tab", name="static/dot.bin")).to_be_visible()
    received.button("Discard").click()
    assert "home.html" in received.call("(el) => el.files['app.py']")

    own.button("Reset").click()
    assert "Shop" in own.call("(el) => el.files['app.py']")


@pytest.mark.parametrize("packed", ["", "cut-off", "bomb", "outside"])
def test_a_forged_link_to_a_project_loses_nothing(page: Page, site: str, packed: str) -> None:
    texts = {"bomb": '{"app.py": "' + "x" * 3_000_000 + '"}', "outside": '{"../x.py": "print(1)"}'}
    if packed in texts:
        packed = base64.urlsafe_b64encode(zlib.compress(texts[packed].encode(), wbits=-15)).decode().rstrip("=")
    page.goto(f"{site}playground/#starter:{packed}")
    own = Playground(page, "starter")
    expect(own.element.locator(".notice")).to_contain_text("The code in this link cannot be read")
    own.expect_state("idle")
    assert "home.html" in own.call("(el) => el.files['app.py']")


def test_a_download_runs_at_home(own: Playground, tmp_path: Path) -> None:
    with own.page.expect_download() as waiting:
        own.button("Download").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        archive.extractall(tmp_path)
    wanted = (tmp_path / "requirements.txt").read_text("utf-8").split()
    # As installed here: both are made from one lock file, so this is what pip would have done.
    assert wanted == [f"{name}=={version(name)}" for name in ("flask", "pytest")]

    def program(name: str) -> str:
        found = shutil.which(name, path=str(Path(sys.executable).parent))
        assert found
        return found

    foreign = ("PYTEST_", "FLASK_", "PYTHONPATH", "PYTHONWARNINGS")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    subprocess.run([program("pytest")], cwd=tmp_path, env=environment, check=True, timeout=120)
    port = free_port()
    command = [program("flask"), "run", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            wait_for(port, server)
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(f"http://127.0.0.1:{port}/", timeout=30) as response:
                assert b"It works" in response.read()
        finally:
            server.kill()
