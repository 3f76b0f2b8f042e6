"""Runs the project's checks with real pytest and reports them as a CheckReport (`web/protocol.ts`).

A newcomer would read pytest's terminal output; nothing here does. A plugin collects the reports themselves.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NoReturn

import pytest
from _pytest import capture
from werkzeug import serving

from sandbox.bridge.bounded_capture import BoundedCapture
from sandbox.bridge.check_collector import Collector
from sandbox.bridge.loading import replaced
from sandbox.bridge.problems import problem_of
from sandbox.bridge.refusals import BrokenOff, NoChecks, ServesWhileImported

#: Blocked: a cache that nobody reads, and what needs threads, signals or a full garbage collection after every run.
BLOCKED = ("cacheprovider", "faulthandler", "threadexception", "unraisableexception", "pastebin", "junitxml")
OFTEN = "A check that removes the project's folder or closes its output is the usual cause."
# File descriptors cannot be duplicated in WebAssembly, hence the kind of capturing.
OPTIONS = [
    "--capture=sys",
    "--rootdir=.",
    "--confcutdir=.",
    *(f"-pno:{name}" for name in BLOCKED),
]


def run_checks(root: Path, emit: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Runs every check below `root`, which must be the current folder and on `sys.path`.

    `emit` receives the events `checking` and `checked` of each.
    """
    collector, printed = Collector(root, emit), io.StringIO()
    with settings(), redirect_stdout(printed), redirect_stderr(printed):
        try:
            pytest.main([*OPTIONS], plugins=[collector])
        except (Exception, SystemExit) as error:
            # The collector has noted a conftest.py that exits; all else is what a check did to pytest.
            collector.note(BrokenOff(f"pytest could not go on: {type(error).__name__}: {error}\n{OFTEN}"))
    results = collector.results()
    if not results and collector.problem is None:
        collector.problem = problem_of(_nothing(collector.started, printed.getvalue()), root)
    return {"results": results, "problem": collector.problem}


def _nothing(started: bool, printed: str) -> NoChecks:
    if not started:  # an unknown option in a pytest.ini, say
        return NoChecks(f"pytest could not start: {printed.strip()}")
    return NoChecks("There is no check: no file test_*.py has a function test_…")


def _refuse(*_: object, **__: object) -> NoReturn:
    """Natively the checks would now wait for the server to end."""
    raise ServesWhileImported("app.run() was called while the checks imported the app.")


@contextmanager
def settings() -> Iterator[None]:
    """The environment that pytest reads, without that of a pytest around this one; and no server while it runs."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("PYTEST_"):
            del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        with (
            replaced(serving, "make_server", _refuse),
            replaced(serving, "run_simple", _refuse),
            replaced(capture, "CaptureIO", BoundedCapture),
        ):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)
