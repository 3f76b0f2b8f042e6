"""One HTTP request into the WSGI app, its response out in events; what a server does and nothing more.

It keeps no cookies and follows no redirect. An exception that escapes the app is answered as Werkzeug's
development server answers it: logged, and a 500.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from importlib.metadata import version
from io import BytesIO
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import InternalServerError

from sandbox.bridge.access_log import AccessLog, log
from sandbox.bridge.problems import traceback_text

Emit = Callable[[dict[str, Any]], None]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
SERVER = f"Werkzeug/{version('werkzeug')} Python/{platform.python_version()}"
#: Files leave in blocks of this many bytes; Werkzeug's own 8 KiB would make a message of each.
BLOCK = 256 * 1024


class Gateway:
    def __init__(self, app: WSGIApplication, emit: Emit) -> None:
        self._app = app
        self._emit = emit
        self._log = AccessLog()

    def handle(self, number: int, method: str, url: str, headers: list[list[str]], body: bytes) -> BaseException | None:
        """Answers one request; returns what escaped the app, after answering 500 for it."""
        environ = make_environ(method, url, headers, body)
        escaped: BaseException | None = None
        exchange = _Exchange(number, method, environ["REQUEST_URI"], self._emit, self._log)
        try:
            exchange.execute(self._app, environ)
        except BaseException as error:  # SystemExit too: a view must not end the server
            escaped = error
            self._answer_500(exchange, environ, error)
        self._emit({"type": "end", "id": number})
        return escaped

    def _answer_500(self, exchange: _Exchange, environ: dict[str, Any], error: BaseException) -> None:
        if not exchange.sent:
            exchange.restart()
            exchange.execute(InternalServerError(), environ)
        log("error", f"Error on request:\n{traceback_text(error)}")


class _Exchange:
    """The server's half of WSGI (PEP 3333) for one response."""

    def __init__(self, number: int, method: str, target: str, emit: Emit, log: AccessLog) -> None:
        self._number, self._method, self._target, self._emit, self._log = number, method, target, emit, log
        self.sent = False
        self._head: tuple[str, list[tuple[str, str]]] | None = None

    def restart(self) -> None:
        self._head = None

    def execute(self, app: WSGIApplication, environ: dict[str, Any]) -> None:
        chunks: Iterable[bytes] = app(environ, self._start_response)
        try:
            for chunk in chunks:
                self._write(chunk)
            if not self.sent:
                self._write(b"")
        finally:
            if close := getattr(chunks, "close", None):
                close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        if exc_info and exc_info[1] and self.sent:
            raise exc_info[1].with_traceback(exc_info[2])
        if self._head and not exc_info:
            raise AssertionError("Headers already set")
        self._head = status, headers
        return self._write

    def _write(self, data: bytes) -> None:
        assert self._head is not None, "write() before start_response"
        assert isinstance(data, bytes), "applications must write bytes"
        if not self.sent:
            self._send_head(*self._head)
        if data and self._method != "HEAD":
            for start in range(0, len(data), BLOCK):
                self._emit({"type": "chunk", "id": self._number, "bytes": data[start : start + BLOCK]})

    def _send_head(self, status: str, headers: list[tuple[str, str]]) -> None:
        code, _, reason = status.partition(" ")
        self._log.line(self._method, self._target, code)
        server = [["Server", SERVER], ["Date", formatdate(usegmt=True)]]
        fields = [*server, *([name, value] for name, value in headers), ["Connection", "close"]]
        event = {"type": "response", "id": self._number, "status": int(code), "reason": reason, "headers": fields}
        self._emit(event)
        self.sent = True


def make_environ(method: str, url: str, headers: list[list[str]], body: bytes) -> dict[str, Any]:
    """The WSGI environ that Werkzeug's development server makes of the same request."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    environ: dict[str, Any] = {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": file_blocks,
        "SERVER_SOFTWARE": SERVER.split(" ")[0],
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path or "/").decode("latin-1"),
        "QUERY_STRING": parts.query,
        "REQUEST_URI": target,
        "RAW_URI": target,
        "REMOTE_ADDR": "127.0.0.1",
        "REMOTE_PORT": 54321,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "5000",
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    for name, value in headers:
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
            if key in environ:
                value = f"{environ[key]},{value}"
        environ[key] = value
    return environ


def file_blocks(file: IO[bytes], _asked: int = BLOCK) -> Iterator[bytes]:
    """`wsgi.file_wrapper`: yields a file in large blocks and closes it."""
    with file:
        while data := file.read(BLOCK):
            yield data
