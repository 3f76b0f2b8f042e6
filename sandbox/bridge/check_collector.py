"""A pytest plugin that keeps one CheckResult (`web/protocol.ts`) a check.

Setup, call and teardown are reported one by one; the first that fails decides.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, got_request_exception

from sandbox.bridge.bounded_capture import CAPTURED
from sandbox.bridge.comparison import Comparisons
from sandbox.bridge.problems import problem_of
from sandbox.bridge.sent_requests import SentRequests

Plain = dict[str, Any]
#: Characters of what a failing check printed.
MOST = 8 * 1024


class Collector:
    """`problem` is what kept pytest from collecting or going on; `started` says whether it began at all.

    `emit` receives an event when a check begins and when it has ended, since the checks may never come to their end.
    """

    def __init__(self, root: Path, emit: Callable[[Plain], None]) -> None:
        self._root = root
        self._emit = emit
        self._comparisons = Comparisons(root)
        self._sent = SentRequests()
        self._order: list[str] = []
        self._results: dict[str, Plain] = {}
        #: What a view raised during the check and Flask answered with 500.
        self._raised: Plain | None = None
        self.problem: Plain | None = None
        self.started = False

    def results(self) -> list[Plain]:
        """In the order in which the checks are written; fixtures of a wider scope make pytest run them in another."""
        return [self._results[name] for name in self._order if name in self._results]

    @pytest.hookimpl(wrapper=True)
    def pytest_load_initial_conftests(self) -> Generator[None]:
        """What a conftest.py raises is printed by pytest and told to nobody."""
        try:
            yield
        except BaseException as error:
            self.note(getattr(error, "cause", None) or error)
            raise

    def pytest_sessionstart(self) -> None:
        self.started = True
        self._sent.open()

    def pytest_sessionfinish(self) -> None:
        self._sent.close()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        files = list(dict.fromkeys(item.path for item in session.items))
        written = sorted(session.items, key=lambda item: (files.index(item.path), item.location[1] or 0))
        self._order = [item.nodeid for item in written]

    def pytest_exception_interact(self, call: pytest.CallInfo[Any], report: object) -> None:
        """Keeps the first thing that prevents a file from being collected."""
        if isinstance(report, pytest.CollectReport) and call.excinfo:
            error = call.excinfo.value
            # pytest wraps an ImportError or SyntaxError of the module in a CollectError of its own.
            self.note(error.__cause__ or error)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.note(excinfo.value)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """`sys.exit()` while a module is imported ends pytest itself."""
        self.note(excinfo.value)
        return True

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        self._comparisons.note(op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        result = self._results[item.nodeid] = _passed(item)
        place, count = self._order.index(item.nodeid) + 1, len(self._order)
        self._emit({"type": "checking", "label": result["label"], "number": place, "count": count})
        self._comparisons.clear()
        self._raised = None
        try:
            with self._sent, got_request_exception.connected_to(self._view_raised):
                return (yield)
        except BaseException as error:
            # It ends pytest, which makes no report of it.
            result.update(outcome="error", message=f"It ended the checks: {_named(error)}")
            self.note(error)
            raise
        finally:
            result["requests"], result["more_requests"] = self._sent.take()
            self._emit({"type": "checked", "result": result})

    def _view_raised(self, _app: Flask, exception: BaseException) -> None:
        self._raised = problem_of(exception, self._root)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        result = self._results[item.nodeid]
        result["duration"] += report.duration * 1000
        if result["outcome"] in ("passed", "skipped"):
            if report.skipped:
                result.update(outcome="skipped", message=_reason(report))
            elif report.failed:
                result.update(
                    outcome="failed" if report.when == "call" else "error", **self._failure(item, call, report)
                )
        return report

    def note(self, error: BaseException) -> None:
        """Keeps the first thing that went wrong with the run itself."""
        self.problem = self.problem or problem_of(error, self._root, loading=True)

    def _failure(self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Plain:
        problem = problem_of(call.excinfo.value, self._root) if call.excinfo else {"file": None, "frames": []}
        # A fixture that does not exist has no frame of the project.
        place = _place(problem) if problem["file"] else _written(item)
        own = next((frame for frame in reversed(problem["frames"]) if frame["own"] and not _is_check(frame)), None)
        in_check = next((frame for frame in reversed(problem["frames"]) if frame["own"] and _is_check(frame)), None)
        if own is None and self._raised and self._raised["file"]:
            own = self._raised
        return {
            "message": _message(call, report),
            "detail": _detail(report),
            **place,
            "own": _place(own) if own else None,
            "check": _place(in_check) if in_check else _written(item),
            "raised": f"{self._raised['type']}: {self._raised['message']}".removesuffix(": ") if self._raised else "",
            "comparison": self._comparisons.of(call.excinfo.value) if call.excinfo else None,
        }


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _place(found: Plain) -> Plain:
    return {"file": found["file"], "line": found["line"]}


def _written(item: pytest.Item) -> Plain:
    return {"file": item.location[0], "line": (item.location[1] or 0) + 1}


def _is_check(frame: Plain) -> bool:
    name = Path(frame["file"]).name
    return name == "conftest.py" or name.startswith("test_")


def _passed(item: pytest.Item) -> Plain:
    doc = inspect.getdoc(getattr(item, "obj", None)) or ""
    name, _, parameters = item.name.partition("[")
    label = " ".join(doc.split("\n\n")[0].split()) or name.removeprefix("test_").replace("_", " ")
    if parameters:
        label = f"{label} [{parameters}"
    blank = {"outcome": "passed", "message": "", "detail": "", "file": None, "line": None, "duration": 0.0}
    unknown = {"own": None, "check": _written(item), "raised": "", "comparison": None}
    return {"id": item.nodeid, "label": label, **blank, **unknown, "requests": [], "more_requests": 0}


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
    if len(text) <= MOST:
        return text
    least = "at least " if len(text) >= CAPTURED else ""
    return f"{text[:MOST]}\n[{least}{len(text) - MOST:,} more characters are not shown]\n"
