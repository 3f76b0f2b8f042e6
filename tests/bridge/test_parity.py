"""The bridge answers and logs as Werkzeug's real development server does, byte for byte but for the date."""

from __future__ import annotations

import http.client
import re
import runpy
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.bridge.conftest import Fields, Playground

APP = Path(__file__).with_name("parity_app.py")
BIG = bytes(range(256)) * 4096
URLENCODED = [["Content-Type", "application/x-www-form-urlencoded"]]
MULTIPART = [["Content-Type", "multipart/form-data; boundary=x"]]
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n' + BIG + b"\r\n--x--\r\n"
REQUESTS: list[tuple[str, str, Fields, bytes]] = [
    ("GET", "/", [], b""),
    ("HEAD", "/", [], b""),
    ("OPTIONS", "/form", [], b""),
    ("GET", "/environ?a=1&a=2&b=%C3%A9&c", [["X-Many", "one"], ["X-Many", "two"], ["x_under", "dropped"]], b""),
    ("POST", "/environ", [["Content-Type", "text/plain"]], b"text"),
    ("PUT", "/environ", [], b""),
    ("DELETE", "/environ", [], b""),
    ("GET", "/url?q=a%20b+c%26d&q=%E2%82%AC", [], b""),
    ("GET", "/environ?", [], b""),
    ("GET", "/say/caf%C3%A9/a%20b%2Fc%25", [], b""),
    ("GET", "/say/%ff%fe", [], b""),
    ("GET", "//say/x", [], b""),
    ("GET", "/folder", [], b""),
    ("POST", "/form", URLENCODED, b"a=1&b=x+y&a=2&c=%C3%BC"),
    ("POST", "/form", [["Content-Type", "application/json"]], b'{"a": 1}'),
    ("POST", "/upload", MULTIPART, UPLOAD),
    ("POST", "/upload", MULTIPART, b"--x--"),
    ("GET", "/cookies", [["Cookie", "session=abc; other=1"]], b""),
    ("GET", "/count", [], b""),
    ("GET", "/there", [], b""),
    ("GET", "/stream", [], b""),
    ("HEAD", "/stream", [], b""),
    ("GET", "/nothing", [], b""),
    ("GET", "/teapot", [], b""),
    ("GET", "/own-status", [], b""),
    ("GET", "/boom", [], b""),
    ("GET", "/template", [], b""),
    ("GET", "/missing", [], b""),
    ("DELETE", "/", [], b""),
    ("BREW", "/", [], b""),
    ("GET", "/file", [], b""),
    ("HEAD", "/file", [], b""),
    ("GET", "/file", [["Range", "bytes=10-19"]], b""),
    ("GET", "/static/big.bin", [], b""),
    ("GET", "/static/big.bin", [["Range", "bytes=300000-"]], b""),
    ("GET", "/static/../app.py", [], b""),
    ("GET", "/static/%2e%2e/app.py", [], b""),
    *(("GET", f"/raw/{name}", [], b"") for name in ("before", "length", "write", "empty", "reason", "after")),
    *(("GET", f"/raw/{name}", [], b"") for name in ("again", "instead", "no-head")),
    ("HEAD", "/raw/length", [], b""),
]


class Native:
    """The real development server with the same app, in a thread."""

    def __init__(self, folder: Path) -> None:
        lines = self.lines = list[str]()
        answered = self._answered = threading.Semaphore(0)

        class Handler(WSGIRequestHandler):
            def handle(self) -> None:
                try:
                    super().handle()
                finally:
                    answered.release()

            def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002, ARG002  # Werkzeug's name
                lines.append(f"127.0.0.1 - - [{self.log_date_time_string()}] {message % args}")

        app = runpy.run_path(str(folder / "app.py"))["app"]
        # With threads it speaks HTTP/1.1, as under `flask run`.
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
        # Its own report of an exception; the frames that lead to the app differ.
        self._server.log = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def request(self, method: str, path: str, headers: Fields, body: bytes) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in [["Host", "localhost:5000"], *headers]:
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        # A client can have its response while the server still imports its debugger to report what went wrong after it;
        # the bridge, in the same process, would find that module half loaded.
        assert self._answered.acquire(timeout=30)
        fields = [[name, value] for name, value in response.getheaders()]
        return {"status": response.status, "reason": response.reason, "headers": fields, "body": content}


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Native]:
    folder = tmp_path_factory.mktemp("native")
    (folder / "static").mkdir()
    (folder / "app.py").write_text(APP.read_text("utf-8"), "utf-8")
    (folder / "static" / "big.bin").write_bytes(BIG)
    server = Native(folder)
    yield server
    server.close()


@pytest.fixture
def running(playground: Playground) -> Playground:
    assert playground.start(APP.read_text("utf-8"), files={"static/big.bin": BIG}) is None
    return playground


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    REQUESTS,
    ids=[f"{number} {method} {path}" for number, (method, path, _, _) in enumerate(REQUESTS)],
)
def test_same_response_and_same_line_in_the_log(
    running: Playground, native: Native, method: str, path: str, headers: Fields, body: bytes
) -> None:
    response = running.request(path, method, headers, body)
    expected = native.request(method, path, headers, body)
    assert (response["status"], response["reason"]) == (expected["status"], expected["reason"])
    assert comparable(response["headers"]) == comparable(expected["headers"])
    assert response["body"] == expected["body"]
    line = next(line for line in running.printed.splitlines() if "HTTP/1.1" in line)
    assert unstamped(line) == unstamped(native.lines[-1])


def comparable(fields: Fields) -> Fields:
    """Without what tells when the answer was made, or when the file was written."""
    kept = [[name, value] for name, value in fields if name not in ("Date", "Last-Modified")]
    return [[name, re.sub(r"^session=[^;]+|^\"\d+\.\d+-\d+-\d+\"", "…", value)] for name, value in kept]


def unstamped(line: str) -> str:
    stamp = r"\[\d\d/[A-Z][a-z]{2}/\d{4} \d\d:\d\d:\d\d\]"
    assert re.search(stamp, line)
    return re.sub(stamp, "[…]", line)


@pytest.mark.parametrize("path", ["/file", "/static/big.bin"])
def test_a_file_that_the_client_has_is_not_sent_again(running: Playground, native: Native, path: str) -> None:
    etag = dict(map(tuple, running.request(path)["headers"]))["ETag"]
    again = running.request(path, headers=[["If-None-Match", etag]])
    natively = native.request("GET", path, [["If-None-Match", native_etag(native, path)]], b"")
    assert (again["status"], again["body"]) == (natively["status"], natively["body"]) == (304, b"")
    assert comparable(again["headers"]) == comparable(natively["headers"])


def native_etag(native: Native, path: str) -> str:
    return str(dict(map(tuple, native.request("GET", path, [], b"")["headers"]))["ETag"])


def test_a_session_lasts_through_its_cookie(running: Playground, native: Native) -> None:
    cookie = dict(map(tuple, native.request("GET", "/count", [], b"")["headers"]))["Set-Cookie"].partition(";")[0]
    response = running.request("/count", headers=[["Cookie", cookie]])
    assert "Set-Cookie" in dict(map(tuple, response["headers"]))


def test_a_file_comes_in_large_blocks(running: Playground) -> None:
    assert [len(chunk) for chunk in running.request("/static/big.bin")["chunks"]] == [262_144] * 4


def test_a_client_that_names_no_host_and_length_is_completed(running: Playground) -> None:
    running.bridge.request(99, "POST", "http://localhost:5000/form", URLENCODED, b"a=1")
    assert next(event for event in running.of("response") if event["id"] == 99)["status"] == 200
