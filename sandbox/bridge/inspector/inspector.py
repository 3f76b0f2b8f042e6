"""The inspector: what happened inside Flask during one request, as the event `inspection` after its response.

Nothing here may raise into the app, run its code or keep its objects. What is costly waits until the response has left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask, Request

from sandbox.bridge import outbox
from sandbox.bridge.inspector.hints import hint_of
from sandbox.bridge.inspector.hooks import Hooks, method_of
from sandbox.bridge.inspector.notices import Notices
from sandbox.bridge.inspector.places import place_of
from sandbox.bridge.inspector.record import Record
from sandbox.bridge.inspector.routing import explain
from sandbox.bridge.inspector.session import session_of
from sandbox.bridge.inspector.statements import Statements
from sandbox.bridge.inspector.watching import Watch
from sandbox.bridge.values import short

Plain = dict[str, Any]


class Inspector:
    """`root` is the project's folder. One request is inspected at any moment."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._watch = Watch()
        self._hooks = Hooks(self._watch)
        self._statements = Statements(self._watch)
        self._notices = Notices(self._watch, self._hooks, lambda _: self._statements.attach())
        self._open = False

    def open(self) -> None:
        """Begins to watch; what happens before the first request is not noted."""
        if not self._open:
            self._open = True
            self._watch.open()
            self._notices.open()
            self._statements.open()
            outbox.listeners.append(self._notices.delivered)

    def close(self) -> None:
        """Watches no more and forgets the app."""
        if self._open:
            self._open = False
            self._statements.close()
            outbox.listeners.remove(self._notices.delivered)
            self._watch.close()
            self._hooks.forget()

    def record(self) -> Record:
        """An empty one, for a request that begins now."""
        return Record(self._root)

    @contextmanager
    def listening(self, record: Record) -> Iterator[None]:
        """Notes what happens in the `with` block; requests may take turns."""
        parts = (self._hooks, self._notices, self._statements)
        for part in parts:
            part.record = record
        try:
            with self._watch:
                yield
        finally:
            for part in parts:
                part.record = None

    def hint(self, record: Record) -> Plain | None:
        """A Problem about a request that was refused without an exception."""
        with suppress(Exception):  # an app may replace any part of Flask by one that this does not know
            return hint_of(record)
        return None

    def tell(self, number: int, record: Record) -> Plain:
        """The event for a request that is over; `record` is of no use afterwards."""
        ended = record.now
        told: Plain = {"time": ended, "app": None, "happenings": record.happenings, "left_out": record.left_out}
        told["signals"] = record.signals
        self._hooks.complete(record)
        app, request = record.app, record.request
        record.app = record.request = None
        if app is not None and request is not None:
            for name, part in (("app", _app), ("routing", _routing), ("session", _session)):
                try:
                    told[name] = part(app, request, record)
                except Exception as error:  # an app may replace any part of Flask by one that this does not know
                    told[name] = None
                    told.setdefault("gaps", []).append(f"{name}: {type(error).__name__}")
        # As text it crosses to the page in one go; few are ever looked at.
        return {"type": "inspection", "id": number, "text": json.dumps(told)}


def _app(app: Flask, _request: Request, _record: Record) -> str:
    return app.import_name


def _routing(app: Flask, request: Request, record: Record) -> Plain:
    view = app.view_functions.get(request.endpoint or "")
    return {
        **explain(app, request),
        "view": place_of(method_of(view, request), record.root) if view else None,
        "arguments": [[name, short(value)] for name, value in (request.view_args or {}).items()],
        "blueprints": list(request.blueprints),
    }


def _session(app: Flask, request: Request, record: Record) -> Plain:
    return session_of(app, request, record.head["headers"])
