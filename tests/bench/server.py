"""A static host in memory, such as GitHub Pages: gzip, ten minutes of caching, then ETags; it counts what it sends.

The line is made slow here and not in the browser, because the network throttling of DevTools does not reach workers.
HTTP/1.1 with the browser's six connections stands for HTTP/2: both fill the line.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

#: Bytes written at once; connections that share a line take turns after each piece.
PIECE = 16 * 1024
#: Bytes that may follow at full speed after a pause, so that a thread which wakes late loses nothing of the rate.
BURST = 32 * 1024
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip"}
COMPRESSED = ("text/", "application/json", "application/wasm", "application/xml", "image/svg+xml")


class Line:
    """A line that all connections share: `rate` in bit/s, `latency` in s before the first byte of each response."""

    def __init__(self, rate: float, latency: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.latency = latency
        self._seconds_per_byte = 8 / rate
        self._clock = clock
        self._free = -float("inf")  # when everything that was reserved is through
        self._lock = threading.Lock()

    def reserve(self, size: int) -> float:
        """Seconds until `size` more bytes are through."""
        with self._lock:
            now = self._clock()
            begin = max(self._free, now - BURST * self._seconds_per_byte)
            self._free = begin + size * self._seconds_per_byte
            return max(0.0, self._free - now)


class File(NamedTuple):
    """A file as it goes over the wire."""

    etag: str
    headers: str
    body: bytes


def load(path: Path) -> File:
    """Reads a file, and compresses it where static hosts do."""
    content = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = f"Content-Type: {kind}\r\n"
    if kind.startswith(COMPRESSED):
        content = gzip.compress(content, compresslevel=6, mtime=0)
        headers += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    return File(etag, f"{headers}ETag: {etag}\r\nCache-Control: max-age=600\r\n", content)


class StaticHost:
    """Serves what a folder held when this was made, whatever is built there later.

    `sent` counts bytes of heads and bodies. `line` may be set at any time; None is as fast as the machine.
    """

    address = ""

    def __init__(self, folder: Path) -> None:
        found = (path for path in folder.rglob("*") if path.is_file())
        self.files = {f"/{path.relative_to(folder).as_posix()}": load(path) for path in found}
        self.sent = 0
        self.line: Line | None = None
        self._lock = threading.Lock()

    def response(self, target: str, known: str | None) -> bytes:
        """Head and body for a request of `target` by a browser that knows the version with the ETag `known`."""
        path = unquote(urlsplit(target).path)
        file = self.files.get(path + "index.html" if path.endswith("/") else path)
        if file is None:
            return _message(HTTPStatus.NOT_FOUND, "Content-Type: text/plain\r\n", b"")
        if known == file.etag:
            return _message(HTTPStatus.NOT_MODIFIED, file.headers)
        return _message(HTTPStatus.OK, file.headers, file.body)

    def send(self, message: bytes, write: Callable[[bytes], object]) -> None:
        line = self.line
        if line:
            time.sleep(line.latency)
        for start in range(0, len(message), PIECE):
            piece = message[start : start + PIECE]
            if line:
                time.sleep(line.reserve(len(piece)))
            write(piece)
            with self._lock:
                self.sent += len(piece)

    @contextmanager
    def serve(self) -> Iterator[None]:
        """Serves at `address`, which ends in a slash, on a free loopback port."""
        handler = type("Handler", (_Handler,), {"host": self})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            self.address = f"http://127.0.0.1:{server.server_port}/"
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    host: StaticHost

    def do_GET(self) -> None:
        self.host.send(self.host.response(self.path, self.headers["If-None-Match"]), self.wfile.write)

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that closes ends its connections as it likes
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


def _message(status: HTTPStatus, headers: str, body: bytes | None = None) -> bytes:
    length = "" if body is None else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{headers}{length}\r\n".encode() + (body or b"")
