"""Werkzeug's development server without its socket: what it logs, announces and tells the app comes from its own code.

A newcomer would write the access-log line and the WSGI environ anew; they would differ from Werkzeug's within a week.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from http.client import HTTPMessage
from importlib.metadata import version
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from werkzeug import serving

HOST, PORT = "localhost", 5000
ADDRESS = f"http://{HOST}:{PORT}"
# Looked up here, so that a snapshot of the interpreter holds the answer.
_VERSION = f"Werkzeug/{version('werkzeug')}"

# The page tints lines by their status; escape sequences for a terminal would only have to be taken out again.
serving._log_add_style = False


class DevelopmentServer(serving.BaseWSGIServer):
    """Everything that request handlers and announcements read from their server."""

    def __init__(self, settle: Callable[[], None] = lambda: None) -> None:
        # The base class would open a socket here.
        self.settle = settle
        self.host, self.port = HOST, PORT
        self.address_family = socket.AF_INET
        self.server_address = ("127.0.0.1", PORT)
        self.ssl_context = None
        self._server_version = _VERSION

    def announce(self) -> None:
        """What `flask run` says once it listens."""
        self.log_startup()
        self.log("info", "Press CTRL+C to quit")


class RequestHandler(serving.WSGIRequestHandler):
    """One request, read already; collects the head of its response in `status`, `reason` and `fields`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, server: DevelopmentServer, method: str, url: str, headers: list[list[str]], body: bytes) -> None:
        # The base class would read a request from a socket here.
        self.server: Any = server
        self.connection: Any = None
        self.client_address = ("127.0.0.1", 50000)
        target = _target(url)
        self.command, self.path, self.request_version = method, target, "HTTP/1.1"
        self.requestline = f"{method} {target} HTTP/1.1"
        self.headers = _message(url, headers, body)
        self.rfile: Any = BytesIO(body)
        self.status, self.reason = 0, ""
        self.fields: list[list[str]] = []

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Logs the request, with a budget of its own: however much the app has logged, this line is shown."""
        self.server.settle()
        super().log_request(code, size)

    def send_response_only(self, code: int, message: str | None = None) -> None:
        """Begins a head; `send_response` of the base class logs the request, calls this, adds Server and Date."""
        self.status, self.reason = code, message or ""
        self.fields = []

    def send_header(self, keyword: str, value: str) -> None:
        """Adds a field line. Raises `UnicodeEncodeError` for what HTTP cannot carry, as on the wire."""
        f"{keyword}: {value}".encode("latin-1")
        self.fields.append([keyword, str(value)])


def _target(url: str) -> str:
    """The request target in origin form (RFC 9112 section 3.2.1), percent-encoded as it came."""
    target = url.partition("#")[0]
    if host := urlsplit(url).netloc:
        target = target.partition(f"//{host}")[2]
    path, mark, query = target.partition("?")
    # `http.server` takes two slashes at the start for one, since they could begin a host.
    return "/" + path.lstrip("/") + mark + query


def _message(url: str, headers: list[list[str]], body: bytes) -> HTTPMessage:
    """The request's field lines, completed by what every client has to send."""
    message = HTTPMessage()
    for name, value in headers:
        message[name] = value
    if "Host" not in message:
        message["Host"] = urlsplit(url).netloc or f"{HOST}:{PORT}"
    if body and "Content-Length" not in message:
        message["Content-Length"] = str(len(body))
    return message
