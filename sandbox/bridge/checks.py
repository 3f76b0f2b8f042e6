"""Runs the project's checks with real pytest and reports them as a CheckReport (`web/protocol.ts`).

A newcomer would read pytest's terminal output; nothing here does. A plugin collects the reports themselves.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from sandbox.bridge.problems import problem_of

Plain = dict[str, Any]
# File descriptors cannot be duplicated in WebAssembly and there are no threads, hence what is switched off.
OPTIONS = ["--capture=sys", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--rootdir=.", "--confcutdir=."]


def run_checks(root: Path) -> Plain:
    """Runs every `test_*.py` below `root`, which must be the current folder."""
    collector = Collector(root)
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(OPTIONS, plugins=[collector])
    if not collector.results and collector.problem is None:
        collector.problem = problem_of(LookupError("No check was found: test_*.py holds no function test_…"), root)
        collector.problem["kind"] = "checks"
    return {"results": list(collector.results.values()), "problem": collector.problem}


class Collector:
    """A pytest plugin that keeps one result a check, in the order in which they are written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.results: dict[str, Plain] = {}
        self.problem: Plain | None = None

    def pytest_exception_interact(self, call: pytest.CallInfo[Any], report: object) -> None:
        """Keeps the first thing that prevents a file from being collected."""
        if isinstance(report, pytest.CollectReport) and call.excinfo and self.problem is None:
            error = call.excinfo.value
            # pytest wraps an ImportError or SyntaxError of the module in a CollectError of its own.
            self.problem = problem_of(error.__cause__ or error, self.root)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """`sys.exit()` while a module is imported or a check runs ends pytest itself."""
        self.problem = self.problem or problem_of(excinfo.value, self.root)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        known = self.results.setdefault(report.nodeid, _empty(item))
        known["duration"] += report.duration * 1000
        if report.outcome == "skipped":
            known["outcome"] = "skipped"
        elif report.failed and call.excinfo and known["outcome"] != "failed":
            known["outcome"] = "failed" if report.when == "call" else "error"
            known.update(_failure(call.excinfo, report, self.root))
        return report


def _empty(item: pytest.Item) -> Plain:
    doc = inspect.getdoc(getattr(item, "obj", None)) or ""
    label = " ".join(doc.split("\n\n")[0].split()) or item.name.removeprefix("test_").replace("_", " ")
    blank = {"outcome": "passed", "message": "", "detail": "", "file": None, "line": None, "duration": 0.0}
    return {"id": item.nodeid, "label": label, **blank}


def _failure(excinfo: pytest.ExceptionInfo[BaseException], report: pytest.TestReport, root: Path) -> Plain:
    error = excinfo.value
    # Assertion rewriting appends "assert left == right" and its explanation to the author's sentence.
    said = str(error).partition("\nassert ")[0]
    message = said if isinstance(error, AssertionError) else excinfo.exconly()
    place = problem_of(error, root)
    return {"message": message, "detail": report.longreprtext, "file": place["file"], "line": place["line"]}
