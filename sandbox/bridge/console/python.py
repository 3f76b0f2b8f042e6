"""The command `python`, with those of its options that make sense here."""

from __future__ import annotations

import platform
import runpy
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from sandbox.bridge.console.prompt import Prompting
from sandbox.bridge.problems import traceback_text
from sandbox.bridge.script import new_main, run_as_main

Modules = Mapping[str, Callable[[list[str]], None]]
#: Options that change nothing that shows here.
QUIET = ("-B", "-E", "-I", "-O", "-q", "-s", "-u")


def run_python(arguments: list[str], modules: Modules) -> None:
    """`modules` are those that `-m` runs by a function. Raises `Prompting` where Python would wait for lines."""
    stay = False
    while arguments and arguments[0].startswith("-"):
        option, *arguments = arguments
        if option in ("-V", "--version"):
            print(f"Python {platform.python_version()}")
            return
        if option == "-i":
            stay = True
        elif option in ("-c", "-m"):
            if not arguments:
                _refuse(f"Argument expected for the {option} option")
            act = _run_text if option == "-c" else _run_module
            act(arguments[0], arguments[1:], modules)
            return
        elif option not in QUIET:
            _refuse(f"Unknown option: {option}")
    if not arguments:
        raise Prompting(_banner(), new_main().__dict__)
    _run_file(arguments, stay)


def _run_file(arguments: list[str], stay: bool) -> None:
    path = Path.cwd() / arguments[0]
    if not path.is_file():
        _refuse(f"can't open file {str(path)!r}: [Errno 2] No such file or directory")
    sys.path.insert(0, str(path.parent))
    try:
        run_as_main(path, arguments)
    except Exception as error:
        if not stay:
            raise
        sys.stderr.write(traceback_text(error))
    if stay:
        raise Prompting("", sys.modules["__main__"].__dict__)


def _run_text(source: str, arguments: list[str], _modules: Modules) -> None:
    sys.argv = ["-c", *arguments]
    exec(compile(source, "<string>", "exec", dont_inherit=True), new_main().__dict__)


def _run_module(name: str, arguments: list[str], modules: Modules) -> None:
    if name in modules:
        modules[name](arguments)
        return
    sys.argv = [name, *arguments]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except ImportError as error:
        if error.name != name:
            raise
        _refuse(f"No module named {name}", 1)


def _banner() -> str:
    return f"Python {sys.version} on {sys.platform}\nType help(…) for help on an object, exit() to leave."


def _refuse(message: str, status: int = 2) -> NoReturn:
    print(f"python: {message}", file=sys.stderr)
    sys.exit(status)
