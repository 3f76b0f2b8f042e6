"""Finds and loads the app by running the very command: `flask run` is Flask's own, `python app.py` runs the file.

Both would end in a server that blocks. `werkzeug.serving.make_server` is where both ask for it, so that is what gets
replaced; whatever comes before (discovery, banner, debugger, error texts) stays Flask's and Werkzeug's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn
from wsgiref.types import WSGIApplication

from flask.cli import load_dotenv, run_command
from werkzeug import serving

from sandbox.bridge.development_server import ADDRESS, PORT, DevelopmentServer
from sandbox.bridge.refusals import NoServer, UnknownCommand
from sandbox.bridge.script import run_as_main

#: `ssl_context` is the last one that `run_simple` hands to `make_server` by place, so many after the app.
CERTIFICATE = 5
COMMANDS = ("flask run", "flask run --debug", "python app.py")


class _Serving(BaseException):
    """Stands where the server would block; not an `Exception`, so that no `except` of the app's catches it."""


def load(command: str) -> WSGIApplication:
    """The WSGI app that the command serves, for the project in the current folder.

    Raises what the project raises, `flask.cli.NoAppException` or `NoServer` where there is no app, `UnknownCommand` for
    a command that is none of `COMMANDS`.
    """
    if command not in COMMANDS:
        raise UnknownCommand(f"{command!r} is no command of this page, expected one of: {', '.join(COMMANDS)}")
    served: list[WSGIApplication] = []

    def make_server(_host: str, port: int, app: WSGIApplication, *others: object, **_: object) -> NoReturn:
        served.append(app)
        _announce(app, port, secure=len(others) == CERTIFICATE and others[-1] is not None)
        raise _Serving

    program, *arguments = command.split()
    with replaced(serving, "make_server", make_server), _debugger_alone(command):
        try:
            if program == "python":
                _run_script(*arguments)
            else:
                _flask_run(arguments)
        except _Serving:
            pass
    if not served:
        raise NoServer(f"{arguments[0]} ran to its end and no server was started: nothing called app.run().")
    return served[0]


@contextmanager
def replaced(module: ModuleType, name: str, value: object) -> Iterator[None]:
    """Sets an attribute of a module for the time of a `with` block."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def _flask_run(arguments: list[str]) -> None:
    sys.argv = ["flask", *arguments]
    # What the `flask` command does before it comes to its sub-command.
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    load_dotenv()
    run_command.main(arguments[1:], prog_name="flask run", standalone_mode=False)


def _run_script(name: str) -> None:
    path = Path.cwd() / name
    if not path.exists():
        raise NoServer(f"can't open file {str(path)!r}: there is no such file.")
    run_as_main(path, [name])


def _announce(app: WSGIApplication, port: int, secure: bool) -> None:
    server = DevelopmentServer()
    server.announce()
    if port != PORT:
        server.log("info", " * In this page the address is always %s; port %s is used elsewhere.", ADDRESS, port)
    if secure:
        server.log("info", " * In this page the address is always %s; the certificate is used elsewhere.", ADDRESS)
    if debugger := _debugger_of(app):
        # Natively the reloader's second process says so.
        server.log("warning", " * Debugger is active!")
        server.log("info", " * Debugger PIN: %s", debugger.pin)


def _debugger_of(app: WSGIApplication) -> Any:
    debug = sys.modules.get("werkzeug.debug")
    return app if debug and isinstance(app, debug.DebuggedApplication) else None


@contextmanager
def _debugger_alone(command: str) -> Iterator[None]:
    """Lets Werkzeug's debugger count wrong PINs without `multiprocessing`, which WebAssembly Python lacks."""
    if command == "flask run":
        yield  # and spares this command the import
        return
    from werkzeug import debug

    with replaced(debug, "Value", _Counter):
        yield


class _Counter:
    """What the debugger uses of `multiprocessing.Value`."""

    value = 0
    get_lock: Callable[[], Any] = nullcontext

    def __init__(self, typecode: str) -> None:
        pass
