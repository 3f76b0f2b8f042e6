"""What the HTTP client copies is run: every program has to send the very request that the client sends itself."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, redirect, request
from werkzeug.serving import make_server

from sandbox.bundle.__main__ import deno
from tests.course import ROOT

#: Header fields of every client's own; they may differ.
OWN = {"host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "content-type"}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"]
#: Records what it was asked, one JSON object a line.
APP = """
import json
from flask import Flask, redirect, request

app = Flask(__name__)


@app.before_request
def record():
    from describe import describe
    with open("seen.jsonl", "a") as seen:
        seen.write(json.dumps(describe(request)) + "\\n")


@app.route("/echo", methods={methods})
def echo():
    return "seen"


@app.post("/hop")
def hop():
    return redirect("/echo", 303)
"""
DESCRIBE = f"""
OWN = {OWN!r}


def describe(request):
    # A server joins a repeated field with a comma, with a space after it or without.
    fields = [[name.lower(), value.replace(", ", ",")] for name, value in request.headers]
    form = {{name: request.form.getlist(name) for name in request.form}}
    files = [[name, file.filename, file.mimetype, file.read().hex()] for name, file in request.files.items(multi=True)]
    return {{
        "method": request.method,
        "path": request.path,
        "args": [list(pair) for pair in request.args.items(multi=True)],
        "type": request.mimetype,
        "form": form,
        "files": files,
        "json": request.get_json() if request.is_json else None,
        "data": "" if form or files or request.is_json else request.get_data().hex(),
        "headers": sorted(field for field in fields if field[0] not in OWN),
    }}
"""
Seen = list[dict[str, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    (folder / "app.py").write_text(APP.replace("{methods}", repr(METHODS)), encoding="utf-8")
    (folder / "describe.py").write_text(DESCRIBE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def seen() -> Seen:
    return []


@pytest.fixture(scope="module")
def app(seen: Seen) -> Flask:
    app = Flask("echo")
    scope: dict[str, Any] = {}
    exec(DESCRIBE, scope)

    @app.before_request
    def record() -> None:
        seen.append(scope["describe"](request))

    app.add_url_rule("/echo", view_func=lambda: "seen", endpoint="echo", methods=METHODS)
    app.add_url_rule("/hop", view_func=lambda: redirect("/echo", 303), endpoint="hop", methods=["POST"])
    return app


@pytest.fixture(scope="module")
def origin(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def copies(origin: str, folder: Path) -> list[dict[str, Any]]:
    command = [deno(), "run", "--allow-all", "--quiet", str(ROOT / "tests" / "web" / "copies.ts"), origin]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=True)
    made = json.loads(result.stdout)
    for name, content in made["files"].items():
        (folder / name).write_bytes(base64.b64decode(content))
    cases: list[dict[str, Any]] = made["cases"]
    assert len(cases) > 20
    return cases


@pytest.fixture(scope="module")
def expected(copies: list[dict[str, Any]], app: Flask, seen: Seen) -> list[tuple[str, Seen]]:
    """What the app sees when the client's own bytes arrive."""
    result = []
    for case in copies:
        wire = case["wire"]
        headers = [*map(tuple, wire["headers"]), *([("Cookie", case["cookie"])] if case["cookie"] else [])]
        url = urlsplit(wire["url"])
        seen.clear()
        app.test_client(use_cookies=False).open(
            url.path + (f"?{url.query}" if url.query else ""),
            method=wire["method"],
            headers=headers,
            data=base64.b64decode(wire["body"]),
            follow_redirects=case["follow"],
        )
        result.append((case["name"], list(seen)))
    return result


def run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    for name in ("PYTEST_ADDOPTS", "PYTHONWARNINGS"):
        environment.pop(name, None)
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_curl(copies: list[dict[str, Any]], expected: list[tuple[str, Seen]], seen: Seen, folder: Path) -> None:
    if not shutil.which("curl") or not shutil.which("sh"):
        pytest.skip("no curl, or no shell to run it")
    got = []
    for case in copies:
        seen.clear()
        run(["sh", "-c", case["programs"]["curl"]], folder)
        got.append((case["name"], list(seen)))
    assert_same(got, expected)


@pytest.mark.parametrize("library", ["Requests", "HTTPX"])
def test_python_scripts(
    library: str, copies: list[dict[str, Any]], expected: list[tuple[str, Seen]], seen: Seen, folder: Path
) -> None:
    for number, case in enumerate(copies):
        (folder / f"{library}_{number:02}.py").write_text(case["programs"][library], encoding="utf-8")
    seen.clear()
    every = f"import glob, runpy\nfor name in sorted(glob.glob('{library}_*.py')): runpy.run_path(name)"
    run([sys.executable, "-c", every], folder)
    assert_same(by_case(seen, expected), expected)


def test_pytest(copies: list[dict[str, Any]], expected: list[tuple[str, Seen]], folder: Path) -> None:
    for number, case in enumerate(copies):
        (folder / f"test_{number:02}.py").write_text(case["programs"]["pytest"], encoding="utf-8")
    run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)], folder)
    lines = (folder / "seen.jsonl").read_text(encoding="utf-8").splitlines()
    assert_same(by_case([json.loads(line) for line in lines], expected), expected)


def by_case(seen: Seen, expected: list[tuple[str, Seen]]) -> list[tuple[str, Seen]]:
    """What was seen in one go, cut into as many requests as each case sends."""
    assert len(seen) == sum(len(requests) for _, requests in expected)
    rest = iter(seen)
    return [(name, [next(rest) for _ in requests]) for name, requests in expected]


def assert_same(got: list[tuple[str, Seen]], expected: list[tuple[str, Seen]]) -> None:
    wrong = [
        f"{name}: {key} is {one.get(key)!r}, expected {other[key]!r}"
        for (name, requests), (_, others) in zip(got, expected, strict=True)
        for one, other in zip(requests, others, strict=True)
        for key in other
        if one.get(key) != other[key]
    ]
    assert not wrong, "\n".join(wrong)
