"""A plain static file server, as any host has one: the built site below a sub-path, and a record of what was asked."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

PREFIX = "/some/course/"


class StaticHandler(SimpleHTTPRequestHandler):
    """Serves `directory` below `PREFIX`; names in `missing` are answered with 404, as by an incomplete upload."""

    missing: Collection[str] = ()
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".wasm": "application/wasm", ".mjs": "text/javascript"}

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        if not inside.startswith(PREFIX) or any(name in inside for name in self.missing):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + inside.removeprefix(PREFIX))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass  # the test's own output matters here


class Server(ThreadingHTTPServer):
    """Takes as many connections at once as a host does; the base class resets those beyond five that wait."""

    request_queue_size = 128


@contextmanager
def serve(folder: Path, missing: Collection[str] = ()) -> Iterator[str]:
    """Yields the address of `folder`, ending in a slash, on a free loopback port."""
    handler = type("Handler", (StaticHandler,), {"missing": missing})
    with Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        server.shutdown()
        thread.join()


@contextmanager
def serve_to(page: Page, folder: Path, missing: Collection[str] = ()) -> Iterator[str]:
    """As `serve`, for one page, which leaves before the server does: what it still loads would be cut off."""
    with serve(folder, missing) as address:
        yield address
        page.goto("about:blank")
