"""One HTTP request into the WSGI app, its response out in events; what a server does and nothing more.

It keeps no cookies and follows no redirect. An exception that escapes the app is answered as Werkzeug's development
server answers it: logged, and a 500 if nothing has been sent. `SystemExit` and its like are answered too: natively they
would end a thread, here they would end the interpreter.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from types import TracebackType
from typing import IO, Any
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import InternalServerError
from werkzeug.wsgi import FileWrapper

from sandbox.bridge.development_server import DevelopmentServer, RequestHandler
from sandbox.bridge.inspector.record import Record
from sandbox.bridge.problems import traceback_text

#: Goes on where it stopped each time something was sent; its value is what escaped the app.
Serving = Generator[None, None, BaseException | None]
Emit = Callable[[dict[str, Any]], None]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
#: Files leave in blocks of this many bytes; Werkzeug's own 8 KiB would make 2,500 events of 20 MB.
BLOCK = 256 * 1024


class Gateway:
    """The server of one app; `settle` is called before the server logs a request."""

    def __init__(self, app: WSGIApplication, emit: Emit, settle: Callable[[], None]) -> None:
        self._app = app
        self._emit = emit
        self._server = DevelopmentServer(settle)

    def handle(
        self, number: int, method: str, url: str, headers: list[list[str]], body: bytes, record: Record | None = None
    ) -> Serving:
        """Answers one request through the events `response`, `chunk`, `end`, a chunk at a time.

        Whoever drives it may answer other requests in between, or close it where the client has gone. `record` gets the
        head of the response.
        """
        handler = RequestHandler(self._server, method, url, headers, body)
        exchange = _Exchange(number, handler, self._emit)
        try:
            yield from exchange.execute(self._app)
        except GeneratorExit:
            raise
        except BaseException as error:
            yield from exchange.fail()
            self._server.log("error", "Error on request:\n%s", traceback_text(error))
            return error
        finally:
            if record:
                record.head = {"status": handler.status, "headers": handler.fields}
            self._emit({"type": "end", "id": number})
        return None


class _Exchange:
    """The server's half of WSGI (PEP 3333) for one response."""

    def __init__(self, number: int, handler: RequestHandler, emit: Emit) -> None:
        self._number, self._handler, self._emit = number, handler, emit
        self._head: tuple[str, list[tuple[str, str]]] | None = None
        self._sent = False
        self._environ = handler.environ = {**handler.make_environ(), "wsgi.file_wrapper": FileBlocks}

    def execute(self, app: WSGIApplication) -> Generator[None]:
        """Calls the app and sends what it yields, as it yields it. Raises what the app raises."""
        chunks = app(self._environ, self._start_response)
        try:
            for chunk in chunks:
                self._write(chunk)
                yield
            if not self._sent:
                self._write(b"")
        finally:
            if close := getattr(chunks, "close", None):
                close()

    def fail(self) -> Generator[None]:
        """Answers 500, unless an answer has begun: then its body just ends."""
        if not self._sent:
            self._head = None
            yield from self.execute(InternalServerError())

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        if exc_info and exc_info[1] and self._sent:
            raise exc_info[1].with_traceback(exc_info[2])
        if self._head and not exc_info:
            raise AssertionError("Headers already set")
        self._head = status, headers
        return self._write

    def _write(self, data: bytes) -> None:
        assert self._head is not None, "write() before start_response"
        if not self._sent:
            self._send_head(*self._head)
        assert isinstance(data, bytes), "applications must write bytes"
        # No client reads the body of such a response (RFC 9112 section 6.3).
        if data and not self._bodiless():
            self._emit({"type": "chunk", "id": self._number, "bytes": data})

    def _send_head(self, status: str, headers: list[tuple[str, str]]) -> None:
        handler = self._handler
        code, _, reason = status.partition(" ")
        handler.send_response(int(code), reason)
        for name, value in headers:
            handler.send_header(name, value)
        # As the development server does; the events are the chunks, so there is nothing to decode.
        if not self._bodiless() and "content-length" not in {name.lower() for name, _ in headers}:
            handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("Connection", "close")
        head = {"status": handler.status, "reason": handler.reason, "headers": handler.fields}
        self._emit({"type": "response", "id": self._number, **head})
        self._sent = True

    def _bodiless(self) -> bool:
        status = self._handler.status
        return self._handler.command == "HEAD" or 100 <= status < 200 or status in (204, 304)


class FileBlocks(FileWrapper):
    """`wsgi.file_wrapper`: a file in large blocks, whatever size is asked for."""

    def __init__(self, file: IO[bytes], buffer_size: int = BLOCK) -> None:
        super().__init__(file, max(buffer_size, BLOCK))
