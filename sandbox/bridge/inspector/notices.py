"""What Flask and its extensions tell while they answer: signals, flashed messages, log records, exceptions.

Signals are watched where they are sent, not received: a receiver of ours would be one that the app can find.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from types import CodeType, FrameType
from typing import Any

from blinker.base import Signal
from flask import Flask, get_flashed_messages
from werkzeug.exceptions import BadRequestKeyError, HTTPException

from sandbox.bridge.inspector.hooks import Hooks
from sandbox.bridge.inspector.mails import identity, recorded_mail, sent_mail
from sandbox.bridge.inspector.places import place_in, place_of_code
from sandbox.bridge.inspector.record import Record, current_request
from sandbox.bridge.inspector.watching import Watch
from sandbox.bridge.problems import problem_of
from sandbox.bridge.values import named, short, text

Plain = dict[str, Any]
#: Variables of a template that are listed.
MOST = 30


class Notices:
    """Adds to `record` what it hears."""

    def __init__(self, watch: Watch, hooks: Hooks, began: Callable[[Flask], None]) -> None:
        self._watch, self._hooks, self._began = watch, hooks, began
        self.record: Record | None = None
        self._logged: list[tuple[logging.LogRecord, Plain | None]] = []
        self._on: dict[str, Callable[[Record, Plain], None]] = {
            "before-render-template": self._renders,
            "template-rendered": self._rendered,
            "message-flashed": self._flashed,
            "email-dispatched": self._mailed,
        }

    def open(self) -> None:
        self._watch.add(Signal.send.__code__, self._sent)
        self._watch.add(logging.Logger.handle.__code__, self._logs, self._has_logged)
        self._watch.add(get_flashed_messages.__code__, lambda _: None, self._read)
        self._watch.add(Flask.handle_user_exception.__code__, self._raised)

    def _sent(self, frame: FrameType) -> None:
        record, held = self.record, frame.f_locals
        if record is None:
            return
        signal, values = held["self"], held["kwargs"]
        name = str(getattr(signal, "name", "a signal without a name"))
        if name == "request-started" and record.app is None:
            record.app, record.request = held["sender"], current_request()
            self._hooks.look(record.app)
            if record.request.endpoint:
                self._hooks.look_at_view(record.app.view_functions.get(record.request.endpoint))
            self._began(record.app)
        if len(record.signals) < MOST:
            record.signals.append((name, len(signal.receivers)))
        if told := self._on.get(name):
            told(record, values)

    def _renders(self, record: Record, values: Plain) -> None:
        template, context = values["template"], values["context"]
        held = [[name, None if name in record.injected else named(name, value)] for name, value in context.items()]
        happening = record.add("template", name=template.name, context=held[:MOST], took=None)
        if happening:
            place = place_of_code(template.root_render_func.__code__, record.root)
            happening |= {"file": place["file"], "own": place["own"], "left_out": max(len(held) - MOST, 0)}
            record.running.setdefault(id(template), []).append(happening)
            record.depth += 1

    def _rendered(self, record: Record, values: Plain) -> None:
        if waiting := record.running.get(id(values["template"])):
            happening = waiting.pop()
            record.depth = happening["depth"]
            happening["took"] = round(record.now - happening["at"], 3)

    def _flashed(self, record: Record, values: Plain) -> None:
        record.add("flash", message=text(values["message"]), category=text(values["category"]))

    def _mailed(self, record: Record, values: Plain) -> None:
        message = values["message"]
        if vars(message).get("msgId") not in record.mails:
            record.add("mail", **recorded_mail(message))

    def delivered(self, sender: str, recipients: list[str], message: bytes) -> None:
        """A mail has left by `smtplib`; Flask-Mail tells of it again by its signal."""
        if self.record:
            self.record.mails.add(identity(message))
            with suppress(Exception):  # an app may send bytes that are no message at all
                self.record.add("mail", **sent_mail(sender, recipients, message))

    def _read(self, _code: CodeType, messages: object) -> None:
        if self.record and messages:
            self.record.add("flashed", messages=short(messages))

    def _logs(self, frame: FrameType) -> None:
        if self.record is None:
            return
        entry: logging.LogRecord = frame.f_locals["record"]
        happening = None
        if entry.name != "werkzeug":  # the access log is in the server log
            place = place_in(entry.pathname, entry.lineno, self.record.root)
            happening = self.record.add("log", logger=entry.name, level=entry.levelname, message="", **place)
        self._logged.append((entry, happening))

    def _has_logged(self, _code: CodeType, _value: object) -> None:
        if not self._logged:
            return  # it began before the request
        entry, happening = self._logged.pop()
        if happening:
            # Only a handler may ask the app's objects for their words, so its words are taken.
            message = vars(entry).get("message")
            happening["message"] = text(entry.msg if message is None else message)

    def _raised(self, frame: FrameType) -> None:
        error = frame.f_locals["e"]
        if self.record is None:
            return
        trace = error.__traceback__
        place: Plain = {"file": "", "line": 0, "own": False}
        while trace:
            found = place_of_code(trace.tb_frame.f_code, self.record.root)
            if found["own"]:
                place = {**found, "line": trace.tb_lineno}
            trace = trace.tb_next
        self.record.depth = 0
        if isinstance(error, BadRequestKeyError):
            self.record.refusal = problem_of(error, self.record.root)
        status = error.code if isinstance(error, HTTPException) else None
        self.record.add("exception", type=type(error).__name__, said=short(error), status=status, **place)
