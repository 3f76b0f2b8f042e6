"""The smoke path in the two other engines, by either boot: run, edit, form, cookie, stop, check.

The first visit starts Python in the ordinary way; the snapshot is fetched meanwhile, and the second starts from it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.support.wait import WebDriverWait

from sandbox.bundle.__main__ import deno
from tests.conftest import require_or_skip
from tests.ports import free_port, wait_for

pytestmark = pytest.mark.engine
HERE = Path(__file__).parent
APP = HERE / "smoke_app.py"
PAGE = "routing/variable-rules/"


def expect_smoke(seen: dict[str, Any], again: bool) -> None:
    """The second visit finds what the first one wrote, and starts from the snapshot."""
    assert (seen["kept"], seen["fromSnapshot"]) == (again, again)
    assert seen["checks"] and set(seen["checks"]) == {"passed"}
    assert seen["running"] == "running"
    assert seen["greeting"] == "Hello, Ada"
    assert "Hello, Ada" in seen["cookie"]
    assert seen["stopped"] == "stopped"
    assert seen.get("faults", []) == []


def test_firefox(site: str) -> None:
    firefox = require_or_skip("firefox-esr", "firefox")
    command = [deno(), "run", "--allow-all", str(HERE / "firefox.ts"), firefox, site + PAGE, str(APP)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    expect_smoke(first, again=False)
    expect_smoke(second, again=True)


@pytest.fixture
def webkit() -> Iterator[Remote]:
    """WebKitGTK's MiniBrowser under a virtual screen."""
    driver = require_or_skip("WebKitWebDriver")
    xvfb = require_or_skip("xvfb-run")
    port = free_port()
    command = [xvfb, "--auto-servernum", driver, f"--port={port}", "--host=127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            client = ClientConfig(remote_server_addr=f"http://127.0.0.1:{port}")
            remote = Remote(RemoteConnection(client_config=client), options=mini_browser())
            remote.set_script_timeout(120)
            yield remote
            remote.quit()
        finally:
            process.terminate()


def mini_browser() -> ArgOptions:
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    assert found, "WebKitWebDriver is here without WebKitGTK's MiniBrowser: install webkit2gtk-driver whole"
    options = MiniBrowserOptions()
    options.set_capability("webkitgtk:browserOptions", {"binary": str(found[-1]), "args": ["--automation"]})
    return options


class MiniBrowserOptions(ArgOptions):
    @property
    def default_capabilities(self) -> dict[str, str]:
        return {"browserName": "MiniBrowser"}


def test_webkit(webkit: Remote, site: str) -> None:
    webkit.get(site + PAGE)
    expect_smoke(walk(webkit), again=False)
    WebDriverWait(webkit, 120).until(lambda driver: driver.execute_script(f"return {NOTED}"))
    webkit.refresh()
    expect_smoke(walk(webkit), again=True)


#: The snapshot's file where this device has it; it is noted as `unusable …` where a start from it failed.
NOTED = "localStorage.getItem('flaskroom.snapshot')"
#: Whether the file `given[0]` was loaded and is still trusted.
USED = f"{NOTED} === given[0] && performance.getEntriesByType('resource').some(({{name}}) => name.endsWith(given[0]))"


#: Whether an earlier visit has left a draft.
DRAFT = "Object.keys(localStorage).some((key) => key.includes(' draft '))"


def walk(webkit: Remote) -> dict[str, Any]:
    wait = WebDriverWait(webkit, 120)
    wait.until(lambda driver: driver.execute_script("return customElements.get('flask-playground') !== undefined"))
    element = "document.querySelector('flask-playground')"

    def call(expression: str, *arguments: object) -> Any:
        """Awaits a JavaScript expression over `el` in the page."""
        script = f"const el = {element}, done = arguments[arguments.length - 1];" + (
            f"(async (...given) => ({expression}))(...arguments).then((value) => done({{value}}), "
            "(error) => done({error: String(error)}));"
        )
        answer = webkit.execute_async_script(script, *arguments)
        assert "error" not in answer, answer
        return answer.get("value")

    kept = call(DRAFT)
    if kept:
        restored = f"return {element}.files['app.py'] === arguments[0]"
        wait.until(lambda driver: driver.execute_script(restored, APP.read_text(encoding="utf-8")))
        call("await el.reset()")
    noted = call(NOTED)
    seen: dict[str, Any] = {"kept": kept}
    seen |= {"checks": call("(await el.check()).map((result) => result.outcome)")}
    seen["fromSnapshot"] = noted is not None and call(USED, noted)
    call("el.files = { ...el.files, 'app.py': given[0] }", APP.read_text(encoding="utf-8"))
    call("await el.run()")
    seen["running"] = call("el.dataset.state")
    address = "el.shadowRoot.querySelector('[aria-label=Address]')"
    call(f"({address}.value = '/', {address}.form.requestSubmit())")
    enter_app(webkit, "stranger")
    # WebKitWebDriver finds elements of nested opaque frames and cannot focus them, so a script types and clicks.
    webkit.execute_script("document.querySelector('input').value = 'Ada'; document.querySelector('button').click()")
    webkit.switch_to.default_content()
    seen["greeting"] = enter_app(webkit, "Ada")
    webkit.switch_to.default_content()
    seen["cookie"] = call("await (await el.fetch('/')).text()")
    call("void el.fetch('/loop').catch(() => {})")
    call("await el.stop()")
    seen["stopped"] = call("el.dataset.state")
    return seen


def enter_app(driver: Remote, text: str) -> str:
    """Steps into the frame inside the preview frame once its heading holds `text`, and returns the heading."""

    def found(driver: Remote) -> str | None:
        driver.switch_to.default_content()
        host = driver.find_element(By.CSS_SELECTOR, "flask-playground").shadow_root
        driver.switch_to.frame(host.find_element(By.CSS_SELECTOR, 'iframe[title="Preview"]'))
        driver.switch_to.frame(driver.find_element(By.TAG_NAME, "iframe"))
        heading = driver.find_element(By.TAG_NAME, "h1").text
        return heading if text in heading else None

    return WebDriverWait(driver, 120, ignored_exceptions=[WebDriverException]).until(found) or ""
