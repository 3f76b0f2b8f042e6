"""The bridge answers as Werkzeug's real development server does, byte for byte but for the date."""

from __future__ import annotations

import http.client
import re
import runpy
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.bridge.conftest import Playground

APP = """
from flask import Flask, Response, abort, make_response, redirect, request, send_from_directory

app = Flask(__name__)

@app.get("/")
def home():
    return "Grüße"

@app.get("/query")
def query():
    args = request.args.to_dict(flat=False)
    return dict(args=args, url=request.url, host=request.host, raw=request.environ["REQUEST_URI"])

@app.get("/say/<path:words>")
def say(words):
    return words

@app.post("/form")
def form():
    return dict(form=request.form.to_dict(flat=False), type=request.content_type, length=request.content_length)

@app.post("/upload")
def upload():
    file = request.files["file"]
    return f"{file.filename} {len(file.read())}"

@app.get("/cookies")
def cookies():
    response = make_response("two")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2", httponly=True)
    return response

@app.get("/there")
def there():
    return redirect("/")

@app.get("/stream")
def stream():
    return Response((f"{number}\\n" for number in range(3)), mimetype="text/plain")

@app.get("/teapot")
def teapot():
    abort(418)

@app.get("/boom")
def boom():
    return 1 / 0

@app.get("/none")
def none():
    return "", 204

@app.get("/header")
def header():
    return request.headers.get("X-Many", "")

@app.get("/file")
def file():
    return send_from_directory(app.root_path, "app.py")
"""
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n'
REQUESTS = [
    ("GET", "/", [], b""),
    ("HEAD", "/", [], b""),
    ("OPTIONS", "/form", [], b""),
    ("GET", "/query?a=1&a=2&b=%C3%A9&c", [], b""),
    ("GET", "/say/caf%C3%A9/a%20b%2Fc", [], b""),
    ("POST", "/form", [["Content-Type", "application/x-www-form-urlencoded"]], b"a=1&b=x+y&a=2"),
    ("POST", "/upload", [["Content-Type", "multipart/form-data; boundary=x"]], UPLOAD),
    ("GET", "/cookies", [], b""),
    ("GET", "/there", [], b""),
    ("GET", "/stream", [], b""),
    ("GET", "/teapot", [], b""),
    ("GET", "/boom", [], b""),
    ("GET", "/none", [], b""),
    ("GET", "/missing", [], b""),
    ("DELETE", "/", [], b""),
    ("GET", "/header", [["X-Many", "one"], ["X-Many", "two"]], b""),
    ("GET", "/static/../app.py", [], b""),
]


class Quiet(WSGIRequestHandler):
    """The native server's own lines would mix with the bridge's."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # Werkzeug's name
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the real development server with the same app."""
    folder = tmp_path_factory.mktemp("native")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    app = runpy.run_path(str(folder / "app.py"))["app"]
    native = make_server("127.0.0.1", 0, app, request_handler=Quiet)
    thread = threading.Thread(target=native.serve_forever)
    thread.start()
    yield native.port
    native.shutdown()
    thread.join()
    native.server_close()


@pytest.fixture
def running(playground: Playground) -> Playground:
    assert playground.start(APP) is None
    return playground


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"), REQUESTS, ids=[f"{method} {path}" for method, path, *_ in REQUESTS]
)
def test_response_is_the_same(
    running: Playground, server: int, method: str, path: str, headers: list[list[str]], body: bytes
) -> None:
    response = running.request(path, method, headers, body)
    status, reason, fields, content = native(server, method, path, headers, body)
    assert (response["status"], response["reason"]) == (status, reason)
    assert [field for field in response["headers"] if field[0] != "Date"] == fields
    assert response["body"] == content


def native(
    port: int, method: str, path: str, headers: list[list[str]], body: bytes
) -> tuple[int, str, list[list[str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in [["Host", "localhost:5000"], *headers]:
        connection.putheader(name, value)
    if body:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body or None)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    fields = [[name, value] for name, value in response.getheaders() if name != "Date"]
    return response.status, response.reason, fields, content


def test_log_lines_have_the_server_s_format(running: Playground) -> None:
    running.request("/say/caf%C3%A9")
    running.request("/missing?a=1")
    lines = running.printed.splitlines()[-2:]
    stamp = r"\[\d\d/[A-Z][a-z]{2}/\d{4} \d\d:\d\d:\d\d\]"
    assert re.fullmatch(rf'127\.0\.0\.1 - - {stamp} "GET /say/café HTTP/1\.1" 200 -', lines[0])
    assert re.fullmatch(rf'127\.0\.0\.1 - - {stamp} "GET /missing\?a=1 HTTP/1\.1" 404 -', lines[1])


# Werkzeug leaves the file that a 304 does not send to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_conditional_requests_are_honored(running: Playground) -> None:
    etag = dict(map(tuple, running.request("/file")["headers"]))["ETag"]
    again = running.request("/file", headers=[["If-None-Match", etag]])
    assert (again["status"], again["body"]) == (304, b"")


def test_the_banner_is_flask_s(running: Playground) -> None:
    assert " * Serving Flask app 'app.py'" in running.printed
    assert " * Running on http://localhost:5000" in running.printed


def test_files_of_the_library_path_are_as_served(running: Playground, tmp_path: Path) -> None:
    assert running.request("/file")["body"].decode() == (tmp_path / "app" / "app.py").read_text(encoding="utf-8")
