"""A pytest plugin that keeps one CheckResult (`web/protocol.ts`) a check.

Setup, call and teardown are reported one by one; the first that fails decides.
"""

from __future__ import annotations

import inspect
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from sandbox.bridge.problems import problem_of

Plain = dict[str, Any]
#: Characters of what a failing check printed.
MOST = 8 * 1024


class Collector:
    """`problem` is what kept pytest from collecting or going on; `started` says whether it began at all."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._order: list[str] = []
        self._results: dict[str, Plain] = {}
        self.problem: Plain | None = None
        self.started = False

    def results(self) -> list[Plain]:
        """In the order in which the checks are written; fixtures of a wider scope make pytest run them in another."""
        return [self._results[name] for name in self._order if name in self._results]

    def pytest_sessionstart(self) -> None:
        self.started = True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        files = list(dict.fromkeys(item.path for item in session.items))
        written = sorted(session.items, key=lambda item: (files.index(item.path), item.location[1] or 0))
        self._order = [item.nodeid for item in written]

    def pytest_exception_interact(self, call: pytest.CallInfo[Any], report: object) -> None:
        """Keeps the first thing that prevents a file from being collected."""
        if isinstance(report, pytest.CollectReport) and call.excinfo:
            error = call.excinfo.value
            # pytest wraps an ImportError or SyntaxError of the module in a CollectError of its own.
            self._note(error.__cause__ or error)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._note(excinfo.value)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """`sys.exit()` while a module is imported ends pytest itself."""
        self._note(excinfo.value)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        result = self._results.setdefault(item.nodeid, _passed(item))
        result["duration"] += report.duration * 1000
        if result["outcome"] in ("passed", "skipped"):
            if report.skipped:
                result.update(outcome="skipped", message=_reason(report))
            elif report.failed:
                result.update(
                    outcome="failed" if report.when == "call" else "error", **self._failure(item, call, report)
                )
        return report

    def _note(self, error: BaseException) -> None:
        self.problem = self.problem or problem_of(error, self._root, loading=True)

    def _failure(self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Plain:
        place = problem_of(call.excinfo.value, self._root) if call.excinfo else {"file": None}
        # A fixture that does not exist has no frame of the project.
        file, line = (
            (place["file"], place["line"]) if place["file"] else (item.location[0], (item.location[1] or 0) + 1)
        )
        return {"message": _message(call, report), "detail": _detail(report), "file": file, "line": line}


def _passed(item: pytest.Item) -> Plain:
    doc = inspect.getdoc(getattr(item, "obj", None)) or ""
    name, _, parameters = item.name.partition("[")
    label = " ".join(doc.split("\n\n")[0].split()) or name.removeprefix("test_").replace("_", " ")
    if parameters:
        label = f"{label} [{parameters}"
    blank = {"outcome": "passed", "message": "", "detail": "", "file": None, "line": None, "duration": 0.0}
    return {"id": item.nodeid, "label": label, **blank}


def _message(call: pytest.CallInfo[None], report: pytest.TestReport) -> str:
    if call.excinfo is None:  # an expected failure that passed
        return _first_line(report.longreprtext)
    error = call.excinfo.value
    if missing := getattr(report.longrepr, "errorstring", None):  # a fixture
        return _first_line(missing)
    if isinstance(error, pytest.fail.Exception):
        return error.msg or ""
    if not isinstance(error, AssertionError):
        return _first_line(call.excinfo.exconly())
    return _said(str(error))


def _said(text: str) -> str:
    """The author's message of an `assert`.

    pytest indents its further lines by two and appends `assert left == right` at the margin, with indented lines.
    """
    message, explained, _ = text.rpartition("\nassert ")
    if not explained or not message:
        return _first_line(text.lstrip("\n")) if text.lstrip("\n").startswith("assert ") else text
    return "\n".join(line.removeprefix("  ") for line in message.split("\n"))


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _reason(report: pytest.TestReport) -> str:
    if expected := getattr(report, "wasxfail", None):
        return str(expected)
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
    return reason.removeprefix("Skipped: ")


def _detail(report: pytest.TestReport) -> str:
    """pytest's own account, with what the check printed and logged."""
    captured = [f"{f' {title} ':-^80}\n{_shortened(text)}" for title, text in report.sections]
    return "\n".join([report.longreprtext, *captured])


def _shortened(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]}\n[{len(text) - MOST:,} more characters are not shown]\n"
