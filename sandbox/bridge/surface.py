"""The server's surface: a few methods over plain data, everything else is reported to `emit`. `console/` has its own.

The shapes are those of `web/protocol.ts`. One interpreter runs one project and is thrown away; `close` is for tests.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from pathlib import Path
from typing import Any

from click import ClickException
from flask import Flask, got_request_exception

from sandbox.bridge.gateway import Gateway
from sandbox.bridge.inspector.inspector import Inspector
from sandbox.bridge.inspector.record import Record
from sandbox.bridge.loading import load
from sandbox.bridge.output import Output
from sandbox.bridge.problems import problem_of
from sandbox.bridge.process import Process
from sandbox.bridge.views import place_of_view
from sandbox.bridge.workspace import Workspace

Plain = dict[str, Any]
Files = Mapping[str, str | bytes]


class Bridge:
    """The server's side of a playground.

    `emit` receives each event while it happens; `root` is where the project's folder is made. Without `inspect` no
    event `inspection` is sent; nothing else differs.
    """

    def __init__(self, emit: Callable[[Plain], None], root: str = "/home/learner/app", inspect: bool = True) -> None:
        self._emit = emit
        # Tracebacks and `flask.cli` name files without symbolic links.
        self._workspace = Workspace(Path(root).resolve())
        self._output = Output(emit)
        self._process: Process | None = None
        self._gateway: Gateway | None = None
        self._inspector = Inspector(self._workspace.root) if inspect else None
        self._serving: dict[int, Generator[None]] = {}

    def start(self, files: Files, run: str) -> Plain | None:
        """Writes the project and loads its app; returns the Problem that prevented it, or None once it serves.

        `run` is the command: `flask run`, `flask run --debug` or `python app.py`.
        """
        self._gateway, problem = None, None
        with self._output:
            try:
                self._enter(files)
                if self._inspector:
                    self._inspector.open()
                self._gateway = Gateway(load(run), self._emit, self._output.settle)
            except BaseException as error:  # SystemExit in a module is the learner's, not ours
                problem = problem_of(error, self._workspace.root, loading=True)
                _print(error, problem["traceback"])
        self._report_files()
        return problem

    def request(self, number: int, method: str, url: str, headers: list[list[str]], body: bytes) -> None:
        """Answers one request through the events `response`, `chunk`, `end`, which have its number as their id.

        Raises `RuntimeError` where no app serves.
        """
        for _ in self._serve(number, method, url, headers, body):
            pass

    def begin(self, number: int, method: str, url: str, headers: list[list[str]], body: bytes) -> bool:
        """As `request`, up to the first chunk. True where more may follow: then `advance` goes on.

        Other requests may begin in between, as they do on a server with threads.
        """
        self._serving[number] = self._serve(number, method, url, headers, body)
        return self.advance(number)

    def advance(self, number: int) -> bool:
        """Sends the next chunk of what has begun; false once all of it is sent, or nothing has this number."""
        if number not in self._serving:
            return False
        for _ in self._serving[number]:
            return True
        del self._serving[number]
        return False

    def cancel(self, number: int) -> None:
        """The client has gone: closes what the app iterates over. Nothing happens where nothing has this number."""
        if serving := self._serving.pop(number, None):
            serving.close()

    def _serve(self, number: int, method: str, url: str, headers: list[list[str]], body: bytes) -> Generator[None]:
        if self._gateway is None:
            raise RuntimeError("request() before start(), or after a start that failed")
        noted: list[BaseException] = []
        escaped: BaseException | None = None

        def note(app: Flask, exception: BaseException) -> None:
            noted.append(exception)
            self._report(number, exception, app)

        # Flask keeps what belongs to a request in context variables: those of two that alternate would mix.
        context = copy_context()
        record = self._inspector.record() if self._inspector else None
        handling = self._gateway.handle(number, method, url, headers, bytes(body), record)
        while True:
            with self._output, got_request_exception.connected_to(note), self._listening(record):
                try:
                    context.run(next, handling)
                except StopIteration as end:
                    escaped = end.value
                    break
            try:
                yield
            except GeneratorExit:
                with self._output, self._listening(record):
                    context.run(handling.close)  # what the app raises then is logged
                self._report_files()
                self._tell(number, record)
                raise
        if escaped is not None and escaped not in noted:
            self._report(number, escaped)
            noted.append(escaped)
        if any(isinstance(error, MemoryError) for error in noted):
            gc.collect()  # exceptions and frames hold each other, and there may be no memory to wait
        self._report_files()
        if self._inspector and record and not noted and (hint := self._inspector.hint(record)):
            self._emit({"type": "problem", "id": number, "problem": hint})
        self._tell(number, record)

    def _listening(self, record: Record | None) -> AbstractContextManager[None]:
        return self._inspector.listening(record) if self._inspector and record else nullcontext()

    def _tell(self, number: int, record: Record | None) -> None:
        """What happened inside the app, once the response has left."""
        if self._inspector and record:
            self._emit(self._inspector.tell(number, record))

    def check(self, files: Files) -> Plain:
        """Writes the project and runs its checks, each with its events; returns a CheckReport."""
        from sandbox.bridge.checks import run_checks  # pytest is there for checks alone

        with self._output:
            try:
                self._enter(files)
                return run_checks(self._workspace.root, self._emit)
            except Exception as error:
                return {"results": [], "problem": problem_of(error, self._workspace.root, loading=True)}

    def write(self, written: Files, removed: Sequence[str]) -> None:
        """Somebody else has changed these files: the console, on the same disk."""
        self._report_files()
        self._workspace.put(written, removed)

    def close(self) -> None:
        """Leaves the process as it was before the first `start` or `check`."""
        if self._inspector:
            self._inspector.close()
        if self._process:
            self._process.restore()
        self._process = self._gateway = None

    def _enter(self, files: Files) -> None:
        self._process = self._process or Process(self._workspace.root)
        self._workspace.write(files)
        self._process.enter()

    def _report(self, number: int, error: BaseException, app: Flask | None = None) -> None:
        problem = problem_of(error, self._workspace.root)
        if problem["file"] is None and app and (place := place_of_view(app, self._workspace.root)):
            problem["file"], problem["line"] = place
        self._emit({"type": "problem", "id": number, "problem": problem})

    def _report_files(self) -> None:
        """What the app wrote or removed in its folder since the last time."""
        written, removed = self._workspace.changes()
        if written or removed:
            self._emit({"type": "files", "written": written, "removed": removed})


def _print(error: BaseException, traceback: str) -> None:
    """What the command would print before it ends."""
    if isinstance(error, ClickException):
        error.show()
    elif isinstance(error, SystemExit):
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
    else:
        sys.stderr.write(traceback or f"{error}\n")
