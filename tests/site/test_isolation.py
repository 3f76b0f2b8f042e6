"""Code in a playground is anybody's code: Python and the app's pages reach nothing outside."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import expect

from tests.site.playground import Playground
from tests.site.server import Server

pytestmark = pytest.mark.browser
Open = Callable[[str, str], Playground]


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """A server that no playground may reach: its address, and what reached it."""
    reached: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        do_POST = do_GET  # noqa: N815  # the name that the base class calls

        def log_message(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", reached
        server.shutdown()
        thread.join()


@pytest.fixture
def playground(open_playground: Open) -> Playground:
    return open_playground("start/first-app/", "start/first-app/bakery")


def test_python_reaches_neither_network_nor_storage(
    playground: Playground, outside: tuple[str, list[str]], faults: list[str]
) -> None:
    address, reached = outside
    playground.set_file(
        "app.py",
        f"""
import js
from flask import Flask
from pyodide.code import run_js
app = Flask(__name__)
run_js('globalThis.seen = []; fetch("{address}/fetch").then(() => seen.push("open"), () => seen.push("shut"))')
@app.get("/hours")
def home():
    try:
        js.indexedDB.open("x")
        storage = "open"
    except Exception:
        storage = "shut"
    try:
        xhr = js.XMLHttpRequest.new(); xhr.open("GET", "{address}/xhr", False); xhr.send()
        request = "open"
    except Exception:
        request = "shut"
    return [storage, request, list(js.seen)]
""",
    )
    playground.run()
    seen = playground.call("async (el) => (await el.fetch('/hours')).json()")
    assert seen == ["shut", "shut", ["shut"]]
    assert reached == []
    faults.clear()  # the policy may report what it blocks


def test_the_app_s_page_reaches_nothing(
    playground: Playground, outside: tuple[str, list[str]], faults: list[str]
) -> None:
    address, reached = outside
    playground.set_file(
        "app.py",
        f"""
from flask import Flask
app = Flask(__name__)
@app.get("/hours")
def home():
    return '''<!doctype html><body>
<img src="{address}/image"><link rel="stylesheet" href="{address}/sheet"><script src="{address}/script"></script>
<form action="{address}/form" method="post" target="_blank"><button>Leave</button></form>
<p id="out"></p>
<script>
const out = [];
navigator.sendBeacon("{address}/beacon");
new Image().src = "{address}/pixel";
try {{ parent.parent.document.title; out.push("dom") }} catch {{ out.push("no dom") }}
fetch("{address}/fetch").then(() => out.push("open"), () => out.push("no fetch")).then(() => {{
  document.getElementById("out").textContent = out.join(", ");
}});
</script>'''
""",
    )
    playground.run()
    expect(playground.app.locator("#out")).to_have_text("no dom, no fetch")
    playground.app.get_by_role("button", name="Leave").click()
    expect(playground.element).to_contain_text("is not part of this app")
    assert reached == []
    faults.clear()  # the policy reports what it blocks


#: Assignments that are rewritten, and one that no parser can see.
LEAVING = {
    "location = '{}/left'": "is not part of this app",
    "top.location.href = '{}/left'": "is not part of this app",
    "window['loc' + 'ation'] = '{}/left'": "which the preview blocks",
}


@pytest.mark.parametrize("script", LEAVING)
def test_a_script_that_leaves_is_held_back(
    playground: Playground, outside: tuple[str, list[str]], faults: list[str], script: str
) -> None:
    address, reached = outside
    page = f"<script>setTimeout(() => {{ {script.format(address)} }})</script>here"
    playground.set_file(
        "app.py",
        f'from flask import Flask\napp = Flask(__name__)\n@app.get("/hours")\ndef home():\n    return """{page}"""',
    )
    playground.run()
    expect(playground.element).to_contain_text(LEAVING[script])
    assert reached == []
    faults.clear()  # the policy reports what it blocks


def test_what_stands_for_the_browser_gives_nothing_away(
    playground: Playground, outside: tuple[str, list[str]], faults: list[str]
) -> None:
    """The window's own `fetch`, `XMLHttpRequest` and so on, streamed pages, and messages that are forged."""
    address, reached = outside
    playground.set_file(
        "app.py",
        f"""
import time
from flask import Flask
app = Flask(__name__)
@app.get("/hours")
def home():
    def page():
        yield '<!doctype html><title>Hours</title><p id="out">'
        time.sleep(0.5)
        yield '''</p><iframe src="{address}/frame"></iframe><img src="{address}/late"><a href="{address}/link">Link</a>
<script>
const out = [];
const seen = (name, act) => {{ try {{ act(); out.push(name + " open") }} catch {{ out.push(name + " shut") }} }};
seen("parent", () => parent.document.title);
seen("top", () => top.document.title);
seen("storage", () => parent.localStorage.x);
seen("frames", () => top.frames[0].document);
new EventSource("{address}/events");
const xhr = new XMLHttpRequest(); xhr.open("GET", "{address}/xhr"); xhr.send();
const script = document.createElement("script"); script.src = "{address}/script"; document.head.append(script);
navigator.sendBeacon("{address}/beacon");
for (const frame of [parent, top]) {{
  frame.postMessage("host", "*");
  frame.postMessage("page", "*", [new MessageChannel().port1]);
  frame.postMessage({{ left: "forged" }}, "*");
  frame.postMessage("<p>forged</p>", "*");
}}
xhr.onloadend = () => document.getElementById("out").textContent = out.join(", ") + ", status " + xhr.status;
</script>'''
    return page()
""",
    )
    playground.run()
    expect(playground.app.locator("#out")).to_have_text("parent shut, top shut, storage shut, frames shut, status 0")
    playground.app.get_by_role("link", name="Link").click()
    expect(playground.element).to_contain_text(f"{address}/link is not part of this app")
    assert "forged" not in playground.element.inner_text()
    assert reached == []
    faults.clear()  # the policy reports what it blocks


def test_a_frame_in_the_app_s_page_reaches_nothing(
    playground: Playground, outside: tuple[str, list[str]], faults: list[str]
) -> None:
    """By its own scripts, by what it refers to, and by what it tells the windows around it."""
    address, reached = outside
    playground.set_file(
        "app.py",
        f"""
from flask import Flask
app = Flask(__name__)
@app.get("/hours")
def home():
    return '<!doctype html><p id="outer">outer</p><iframe src="/inner" title="Inner"></iframe>'
@app.get("/inner")
def inner():
    return '''<!doctype html><p id="out"></p><img src="{address}/img"><object data="{address}/object"></object>
<iframe src="{address}/frame"></iframe><iframe srcdoc="<img src='{address}/markup'>"></iframe>
<script>
const out = [];
const seen = (name, act) => {{ try {{ act(); out.push(name + " open") }} catch {{ out.push(name + " shut") }} }};
seen("parent", () => parent.document.title);
seen("host", () => parent.parent.document.title);
seen("top", () => top.document.title);
seen("storage", () => top.localStorage.x);
for (let frame = window; frame !== top; frame = frame.parent) {{
  frame.parent.postMessage("host", "*");
  frame.parent.postMessage("page", "*", [new MessageChannel().port1]);
  frame.parent.postMessage({{ left: "forged" }}, "*");
  frame.parent.postMessage({{ frame: "forged" }}, "*", [new MessageChannel().port1]);
  frame.parent.postMessage("<p>forged</p>", "*");
}}
const script = document.createElement("script"); script.src = "{address}/script"; document.head.append(script);
navigator.sendBeacon("{address}/beacon");
fetch("{address}/fetch").then(() => out.push("open"), () => out.push("no fetch")).then(() => {{
  document.getElementById("out").textContent = out.join(", ");
  onclick = () => {{
    for (const frame of [window, parent, parent.parent, top]) {{
      try {{ frame["loc" + "ation"] = "{address}/left" }} catch {{ /* not allowed to */ }}
    }}
  }};
}});
</script>'''
""",
    )
    playground.run()
    inner = playground.app.frame_locator('iframe[title="Inner"]')
    expect(inner.locator("#out")).to_have_text("parent shut, host shut, top shut, storage shut, no fetch")
    inner.locator("#out").click()
    expect(playground.element).to_contain_text("which the preview blocks")
    assert "forged" not in playground.element.inner_text()
    expect(playground.button("Run")).to_be_visible()
    assert reached == []
    faults.clear()  # the policy reports what it blocks
