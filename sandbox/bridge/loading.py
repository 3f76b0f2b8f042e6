"""Finds and loads the app as the `flask` and `python` commands do, so that Flask words the errors."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from flask.cli import ScriptInfo, show_server_banner
from werkzeug import serving

from sandbox.bridge.access_log import announce

ADDRESS = "http://localhost:5000"
COMMANDS = ("flask run", "flask run --debug", "python app.py")


class _Serving(BaseException):
    """Stands where `app.run()` would block; not an `Exception`, so that no `except` of the app's catches it."""


def load(command: str) -> WSGIApplication:
    """The WSGI app of the project in the current folder.

    Raises what the project raises, `flask.cli.NoAppException` where there is no app, `ValueError` for a command
    that is none of `COMMANDS`.
    """
    if command not in COMMANDS:
        raise ValueError(f"unknown command {command!r}, expected one of {', '.join(COMMANDS)}")
    if command == "python app.py":
        return _run_script("app.py")
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    debug = command.endswith("--debug")
    os.environ["FLASK_DEBUG"] = "1" if debug else "0"
    app = ScriptInfo().load_app()
    show_server_banner(debug, "wsgi.py" if Path("wsgi.py").exists() else "app.py")
    announce(ADDRESS)
    return _debugged(app) if debug else app


def _run_script(name: str) -> WSGIApplication:
    """Runs the file as `__main__` until it calls `app.run()`, whose options are honoured."""
    found: list[WSGIApplication] = []

    def run_simple(
        _hostname: str, _port: int, application: WSGIApplication, *, use_debugger: bool = False, **_: Any
    ) -> None:
        found.append(_debugged(application) if use_debugger else application)
        announce(ADDRESS)
        raise _Serving

    os.environ.pop("FLASK_RUN_FROM_CLI", None)
    os.environ.pop("FLASK_DEBUG", None)
    real, serving.run_simple = serving.run_simple, run_simple  # type: ignore[assignment]
    try:
        runpy.run_path(name, run_name="__main__")
    except _Serving:
        return found[0]
    finally:
        serving.run_simple = real
    raise NoServer


class NoServer(Exception):
    """`python app.py` came to its end without calling `app.run()`."""

    def __init__(self) -> None:
        super().__init__("app.py ran to its end and no server was started: nothing called app.run().")


def _debugged(app: WSGIApplication) -> WSGIApplication:
    from werkzeug.debug import DebuggedApplication

    return DebuggedApplication(app, evalex=True)
