"""The process as the project finds it, and as it was before.

In the browser an interpreter is used for one run and thrown away. Tests use one process for many, so everything that a
run changes in it is remembered when the first run begins and put back by `restore`.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path

from werkzeug import _internal

LoggerState = tuple[list[logging.Handler], int, bool, bool]
UNTOUCHED: LoggerState = ([], logging.NOTSET, True, False)


class Process:
    """Takes the state of the process on creation."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = Path.cwd()
        self._path, self._argv = list(sys.path), sys.argv
        self._main, self._stdin = sys.modules["__main__"], sys.stdin
        self._modules = dict(sys.modules)
        self._bytecode = sys.dont_write_bytecode
        self._environment = dict(os.environ)
        self._loggers = {logger: _state(logger) for logger in _loggers()}
        # Werkzeug sets its logger up once, with the standard error of that time.
        self._werkzeug = _internal._logger

    def enter(self) -> None:
        """Goes into the project's folder as a shell would, with nothing loaded from it yet."""
        self._forget_modules()
        os.chdir(self._root)
        sys.path[:] = [str(self._root), *(entry for entry in sys.path if entry != str(self._root))]
        # Two versions of a file can have the same size and second, by which Python would take the old bytecode.
        sys.dont_write_bytecode = True
        sys.stdin = io.StringIO()
        for name in os.environ:
            if name.startswith(("FLASK_", "WERKZEUG_")):
                del os.environ[name]
        self._set_loggers({**self._loggers, logging.getLogger("werkzeug"): UNTOUCHED})
        _internal._logger = None

    def restore(self) -> None:
        """Puts back what was found on creation."""
        self._forget_modules()
        os.chdir(self._folder)
        sys.path[:], sys.argv = self._path, self._argv
        sys.modules["__main__"], sys.stdin = self._main, self._stdin
        sys.dont_write_bytecode = self._bytecode
        os.environ.clear()
        os.environ.update(self._environment)
        self._set_loggers(self._loggers)
        _internal._logger = self._werkzeug

    def _set_loggers(self, states: dict[logging.Logger, LoggerState]) -> None:
        """Puts every logger into the given state, and those that it does not name into that of a new one."""
        for logger in _loggers():
            handlers, level, logger.propagate, logger.disabled = states.get(logger, UNTOUCHED)
            logger.handlers[:] = handlers
            logger.setLevel(level)

    def _forget_modules(self) -> None:
        """Lets the project's files be found and read anew."""
        inside = f"{self._root}{os.sep}"
        for name, module in list(sys.modules.items()):
            # Looking at one of those that wait to be looked at would load it.
            if name == "__main__" or self._modules.get(name) is module:
                continue
            if str(getattr(module, "__file__", None)).startswith(inside):
                del sys.modules[name]
        # Python remembers what is in a folder. importlib.invalidate_caches() would also read the archives of the
        # standard library again, which takes longer than all else that happens here.
        for folder in list(sys.path_importer_cache):
            if f"{folder}{os.sep}".startswith(inside):
                del sys.path_importer_cache[folder]


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(logger for logger in known if isinstance(logger, logging.Logger))]


def _state(logger: logging.Logger) -> LoggerState:
    return list(logger.handlers), logger.level, logger.propagate, logger.disabled
