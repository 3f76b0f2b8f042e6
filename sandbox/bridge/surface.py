"""The bridge's whole surface: a few methods over plain data, everything else is reported to `emit`.

The shapes are those of `web/protocol.ts`. One interpreter runs one project and is thrown away; `close` is for tests.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator, Mapping
from contextvars import copy_context
from pathlib import Path
from typing import Any

from click import ClickException
from flask import Flask, got_request_exception

from sandbox.bridge.gateway import Gateway
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

    `emit` receives each event while it happens; `root` is where the project's folder is made.
    """

    def __init__(self, emit: Callable[[Plain], None], root: str = "/home/learner/app") -> None:
        self._emit = emit
        # Tracebacks and `flask.cli` name files without symbolic links.
        self._workspace = Workspace(Path(root).resolve())
        self._output = Output(emit)
        self._process: Process | None = None
        self._gateway: Gateway | None = None
        self._serving: dict[int, Generator[None]] = {}

    def start(self, files: Files, run: str) -> Plain | None:
        """Writes the project and loads its app; returns the Problem that prevented it, or None once it serves.

        `run` is the command: `flask run`, `flask run --debug` or `python app.py`.
        """
        self._gateway, problem = None, None
        with self._output:
            try:
                self._enter(files)
                self._gateway = Gateway(load(run), self._emit)
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
        handling = self._gateway.handle(number, method, url, headers, bytes(body))
        while True:
            with self._output, got_request_exception.connected_to(note):
                try:
                    context.run(next, handling)
                except StopIteration as end:
                    escaped = end.value
                    break
            try:
                yield
            except GeneratorExit:
                with self._output:
                    context.run(handling.close)  # what the app raises then is logged
                self._report_files()
                raise
        if escaped is not None and escaped not in noted:
            self._report(number, escaped)
            noted.append(escaped)
        if any(isinstance(error, MemoryError) for error in noted):
            gc.collect()  # exceptions and frames hold each other, and there may be no memory to wait
        self._report_files()

    def check(self, files: Files) -> Plain:
        """Writes the project and runs its checks; returns a CheckReport."""
        from sandbox.bridge.checks import run_checks  # pytest is there for checks alone

        with self._output:
            try:
                self._enter(files)
                return run_checks(self._workspace.root)
            except Exception as error:
                return {"results": [], "problem": problem_of(error, self._workspace.root, loading=True)}

    def close(self) -> None:
        """Leaves the process as it was before the first `start` or `check`."""
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
