"""The bridge's whole surface: three methods over plain data, everything else is reported to `emit`.

The shapes are those of `web/protocol.ts`. One interpreter runs one project; `close` is for tests.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import got_request_exception

from sandbox.bridge.access_log import forget_streams
from sandbox.bridge.gateway import Gateway
from sandbox.bridge.loading import load
from sandbox.bridge.output import Output
from sandbox.bridge.problems import problem_of
from sandbox.bridge.workspace import Workspace

Plain = dict[str, Any]
Files = Mapping[str, str | bytes]


class Bridge:
    """Parameters: `emit` receives each event; `root` is where the project's folder is made."""

    def __init__(self, emit: Callable[[Plain], None], root: str = "/home/learner/app") -> None:
        self._emit = emit
        self._workspace = Workspace(Path(root))
        self._output: Output | None = None
        self._gateway: Gateway | None = None
        self._request: int | None = None
        self._before = Path.cwd(), list(sys.path), set(sys.modules), dict(os.environ)

    def start(self, files: Files, run: str) -> Plain | None:
        """Writes the project and loads its app; the problem that prevented it, or None once it serves."""
        self._enter(files)
        try:
            self._gateway = Gateway(load(run), self._emit)
        except BaseException as error:  # SystemExit in a module is the learner's, not ours
            return self._problem(error)
        finally:
            self._settle()
        got_request_exception.connect(self._note_exception)
        return None

    def request(self, number: int, method: str, url: str, headers: list[list[str]], body: bytes) -> None:
        """Answers one request through the events `response`, `chunk`, `end`."""
        if self._gateway is None:
            raise RuntimeError("request() before start(), or after a start that failed")
        self._request = number
        escaped = self._gateway.handle(number, method, url, headers, bytes(body))
        if escaped is not None:
            self._emit({"type": "problem", "id": number, "problem": self._problem(escaped)})
        self._request = None
        self._settle()

    def check(self, files: Files) -> Plain:
        """Runs the project's checks; returns a CheckReport."""
        from sandbox.bridge.checks import run_checks  # pytest is fetched for checks alone

        self._enter(files)
        try:
            return run_checks(self._workspace.root)
        finally:
            self._settle()

    def close(self) -> None:
        """Leaves the process as it was, except for what the project itself changed elsewhere."""
        got_request_exception.disconnect(self._note_exception)
        forget_streams()
        if self._output:
            self._output.close()
        folder, sys.path[:], modules, environment = self._before
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(self._workspace.root)):
                del sys.modules[name]

    def _enter(self, files: Files) -> None:
        self._output = self._output or Output(self._emit)
        self._workspace.write(files)
        os.chdir(self._workspace.root)
        sys.path.insert(0, str(self._workspace.root))

    def _note_exception(self, _sender: object, exception: BaseException, **_: Any) -> None:
        self._emit({"type": "problem", "id": self._request, "problem": self._problem(exception)})

    def _problem(self, error: BaseException) -> Plain:
        return problem_of(error, self._workspace.root)

    def _settle(self) -> None:
        """After each piece of work: what is still buffered, and what the app wrote."""
        if self._output:
            self._output.settle()
        written, removed = self._workspace.changes()
        if written or removed:
            self._emit({"type": "files", "written": written, "removed": removed})
