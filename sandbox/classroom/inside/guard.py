"""Runs checks beside code that may be hostile, in an interpreter of its own; tells each outcome once it is known.

A newcomer would put the outcomes into a report at the end: by then the code under test could have rewritten it, or
ended the interpreter.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import _pytest
import flask
import pytest

from sandbox.bridge.check_collector import Collector
from sandbox.bridge.checks import BLOCKED, settings
from sandbox.bridge.process import Process
from sandbox.bridge.workspace import Workspace
from sandbox.classroom.inside.fingerprints import guarded
from sandbox.classroom.inside.watch import Sink, Watch

#: No settings from the project's files, no rewriting of `assert`: its hook would lead the app to pytest's session.
OPTIONS = ["-c", os.devnull, "--rootdir=.", "--confcutdir=.", "--capture=no", "--assert=plain", "-pno:terminal"]
# Blocked besides: legacypath, which patches pytest as only hostile code would.
#: Characters of what a failing check says.
MOST = 2_000


def run(text: str, send: Callable[[str], object]) -> None:
    """Does the job that `running.py` describes; `send` gets a JSON object for each thing that happens."""
    job = json.loads(text)
    encode = json.JSONEncoder().encode
    root = Path(job["root"]).resolve()
    Workspace(root).write({name: base64.b64decode(data) for name, data in job["files"].items()})
    _import_all_of_pytest()
    _forget_javascript()
    Process(root).enter()
    notes: list[str] = []
    watch = Watch(root, job["checks"], notes)
    with settings():
        changed = guarded([sys.modules[name] for name in (__name__, Watch.__module__, guarded.__module__)])
        plugin = _Plugin(root, job, changed, watch, lambda message: send(encode(message)))
        sink = sys.stdout = sys.stderr = Sink(notes)
        sys.addaudithook(watch.audit)
        plugin.tell({"event": "ready"})
        pytest.main([*OPTIONS, *(f"-pno:{name}" for name in (*BLOCKED, "legacypath"))], plugins=[plugin])
    problem = plugin.problem
    told = f"{problem['type']}: {problem['message']}"[:MOST] if problem else ""
    if not plugin.started:  # an app that cannot be imported by conftest.py ends pytest before its first hook
        told = next((line[1:].strip() for line in reversed(sink.last.splitlines()) if line.startswith("E ")), told)
    plugin.tell({"event": "end", "problem": told, "notes": notes})


class _Plugin(Collector):
    def __init__(
        self,
        root: Path,
        job: dict[str, Any],
        changed: Callable[[], list[str]],
        watch: Watch,
        tell: Callable[[dict[str, Any]], object],
    ) -> None:
        super().__init__(root, lambda _: None)  # the page hears of checks as they go; here it is told below
        self._first, self._skip = job["first"], frozenset(job["skip"])
        self._changed, self._watch, self.tell = changed, watch, tell

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The check that must fail comes first too, so that it sees what was done while the app was imported."""
        items[:] = [item for item in items if item.nodeid not in self._skip]
        items.sort(key=lambda item: item.originalname != self._first if isinstance(item, pytest.Function) else True)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """What was changed while the app was imported is told at once; a false client is put right again."""
        super().pytest_collection_finish(session)
        for name in _with_client_of_their_own(self._watch.root):
            self._watch.note(f"{name} had a test_client of its own; the checks used Flask's.")
        ids = [item.nodeid for item in session.items]
        self.tell({"event": "collected", "checks": ids, "changed": self._changed()})

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """One check from begin to end."""
        self.tell({"event": "begin", "check": item.nodeid})
        done = yield from super().pytest_runtest_protocol(item)
        result = self._results[item.nodeid]
        told = {name: result[name] for name in ("label", "outcome", "message")}
        told["message"] = told["message"][:MOST]
        changed, notes = self._changed(), self._watch.notes
        self.tell({"event": "check", "check": item.nodeid, **told, "changed": changed, "notes": notes})
        return done


def _with_client_of_their_own(root: Path) -> list[str]:
    """Takes `test_client` from the app objects of the project's modules; their names."""
    found = []
    for name, module in list(sys.modules.items()):
        file = vars(module).get("__file__") if isinstance(module, type(sys)) else None
        if not isinstance(file, str) or not file.startswith(f"{root}{os.sep}"):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, flask.Flask) and "test_client" in vars(value):
                del vars(value)["test_client"]
                found.append(f"{name}.{key}")
    return found


def _import_all_of_pytest() -> None:
    """So that no file of the project can be taken for a part of it later."""
    for folder in _pytest.__path__:
        for path in sorted(Path(folder).rglob("*.py*")):
            module = ".".join(path.relative_to(folder).with_suffix("").parts)
            if path.suffix in (".py", ".pyc") and "__pycache__" not in path.parts and "__init__" not in module:
                __import__(f"_pytest.{module}")
    for name in ("difflib", "pprint", "unittest", "unittest.mock", "doctest", "flask.testing", "werkzeug.test"):
        __import__(name)


def _forget_javascript() -> None:
    """In the shipped interpreter modules lead to JavaScript, whose global object can do what this process may."""
    if sys.platform != "emscripten":
        return
    from _pyodide import _importhook

    _importhook.jsfinder.jsproxies.clear()
    for name in list(sys.modules):
        if name.partition(".")[0] in ("js", "pyodide_js"):
            del sys.modules[name]


if __name__ == "__main__":  # without containment, for `--native`
    outside = sys.stdout
    run(sys.stdin.read(), lambda line: print(line, file=outside, flush=True))
