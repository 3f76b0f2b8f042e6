"""SQL statements, seen where they are run: SQLAlchemy's own events, and SQLite's trace for connections made without it.

Neither changes a connection in a way that the app could see. SQLite tells a statement with its values filled in and
when it begins, so it has no duration.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from types import CodeType, ModuleType
from typing import Any

from sandbox.bridge.inspector.record import Record
from sandbox.bridge.inspector.watching import Watch
from sandbox.bridge.values import short

#: Characters of a statement.
LONGEST = 1000
#: The one that listens now. Audit hooks stay for the life of the process.
_listening: list[Statements] = []
_hooked = False


class Statements:
    """Notes statements in `record`."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        #: Connections that are being made; SQLite takes no trace before they are.
        self._made: list[Any] = []
        self.record: Record | None = None
        #: When the statement that SQLAlchemy runs has begun, or None.
        self._began: float | None = None
        self._detach: Callable[[], None] | None = None

    def open(self) -> None:
        """Sees every connection that is made from now on."""
        global _hooked
        _listening[:] = [self]
        if not _hooked:
            _hooked = True
            sys.addaudithook(_audit)

    def close(self) -> None:
        _listening.clear()
        self._made.clear()
        if self._detach:
            self._detach()
            self._detach = None

    def attach(self) -> None:
        """Listens to connections that the app has by now, and to SQLAlchemy, once it is imported."""
        self._settle()
        if self._detach is None and (engine := sys.modules.get("sqlalchemy.engine")):
            self._detach = self._listen(sys.modules["sqlalchemy"], engine.Engine)

    def connects(self, connection: Any, caller: CodeType) -> None:
        """A connection is about to be there; when `caller` goes on it is."""
        self._made.append(connection)
        self._watch.soon(caller, self._settle)

    def _settle(self) -> None:
        for connection in self._made:
            with suppress(Exception):  # it may be closed again
                connection.set_trace_callback(self.trace)
        self._made.clear()

    def trace(self, statement: str) -> None:
        """SQLite begins a statement."""
        if self.record and self._began is None:
            self.record.add("sql", statement=_cut(statement), parameters=None, took=None)

    def _listen(self, sqlalchemy: ModuleType, engine: Any) -> Callable[[], None]:
        event = sqlalchemy.event
        heard: dict[str, Callable[..., None]] = {
            "before_cursor_execute": self._before,
            "after_cursor_execute": self._after,
            "handle_error": self._failed,
        }
        for name, function in heard.items():
            event.listen(engine, name, function)

        def detach() -> None:
            for name, function in heard.items():
                event.remove(engine, name, function)

        return detach

    def _before(self, *_: object) -> None:
        self._began = perf_counter()

    def _after(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        began, self._began = self._began, None
        if self.record and (happening := self.record.add("sql", statement=_cut(statement), parameters=None, took=None)):
            happening["parameters"] = short(parameters) if parameters else None
            happening["took"] = round((perf_counter() - began) * 1000, 3) if began else None

    def _failed(self, _context: object) -> None:
        self._began = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "sqlite3.connect/handle" and _listening:
        with suppress(Exception):  # raised here it would be the app's
            _listening[0].connects(arguments[0], sys._getframe(1).f_code)


def _cut(statement: str) -> str:
    return statement if len(statement) <= LONGEST else f"{statement[:LONGEST]}… ({len(statement)} characters)"
