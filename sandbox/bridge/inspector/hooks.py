"""The functions that Flask calls around a view: watched, they tell that they ran, and in which order.

Who calls them says what they are: a function is a `before_request` hook when `Flask.preprocess_request` calls it.
An app may use one function for several.
"""

from __future__ import annotations

from types import CodeType, FrameType
from typing import Any

from flask import Flask, Request, after_this_request

from sandbox.bridge.inspector.places import code_of, place_of
from sandbox.bridge.inspector.record import Record
from sandbox.bridge.inspector.watching import Watch
from sandbox.bridge.values import short

Plain = dict[str, Any]
#: Methods of Flask → the attributes with the functions that they call, by name of the blueprint or None for the app.
CALLERS: dict[str, tuple[str, ...]] = {
    "preprocess_request": ("url_value_preprocessors", "before_request_funcs"),
    "process_response": ("after_request_funcs",),
    "do_teardown_request": ("teardown_request_funcs",),
    "update_template_context": ("template_context_processors",),
    "inject_url_defaults": ("url_default_functions",),
}
#: What Flask's documentation calls them, from the names of these attributes.
NAMES = {
    "url_value_preprocessors": "url_value_preprocessor",
    "before_request_funcs": "before_request",
    "after_request_funcs": "after_request",
    "teardown_request_funcs": "teardown_request",
    "teardown_appcontext_funcs": "teardown_appcontext",
    "template_context_processors": "context_processor",
    "url_default_functions": "url_defaults",
}
HANDLERS = ("handle_user_exception", "handle_http_exception", "handle_exception")
#: Called while something else runs; the others Flask calls itself, one after the other.
INSIDE = ("context_processor", "url_defaults")
Entry = tuple[str, str | None, Any]


class Hooks:
    """The hooks, error handlers and views of the apps that were seen; tells `record` when one of them runs."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        #: The code's `id` and the caller's name → kind, blueprint and function of what is registered there.
        self._known: dict[tuple[int, str], list[Entry]] = {}
        self._seen: set[int] = set()
        self.record: Record | None = None

    def look(self, app: Flask) -> None:
        """Finds what is registered. Once an app has had a request, Flask lets nothing be added to it."""
        if id(app) in self._seen:
            return
        self._seen.add(id(app))
        for caller, attributes in CALLERS.items():
            for attribute in attributes:
                for blueprint, functions in getattr(app, attribute).items():
                    for function in functions:
                        self._know(function, caller, NAMES[attribute], blueprint)
        for function in app.teardown_appcontext_funcs:
            self._know(function, "do_teardown_appcontext", "teardown_appcontext", None)
        for blueprint, by_status in app.error_handler_spec.items():
            for function in [one for by_class in by_status.values() for one in by_class.values()]:
                for caller in HANDLERS:
                    self._know(function, caller, "errorhandler", blueprint)
        self._watch.add(after_this_request.__code__, self._registers)

    def complete(self, record: Record) -> None:
        """Says where the functions that ran are written, which can wait until the response has left."""
        for happening, function in record.functions:
            happening.update(place_of(function, record.root))
        record.functions.clear()
        record.running.clear()

    def forget(self) -> None:
        """Lets go of the apps."""
        self._known.clear()
        self._seen.clear()

    def look_at_view(self, view: object) -> None:
        """Watches the view that is about to be called."""
        self._know(view, "dispatch_request", "view", None)

    def _know(self, function: object, caller: str, kind: str, blueprint: str | None) -> None:
        # Flask's own context processor runs for every template and says nothing that is not known.
        if (code := code_of(function)) is None or getattr(function, "__module__", "") == "flask.templating":
            return
        entries = self._known.setdefault((id(code), caller), [])
        if (kind, blueprint, function) not in entries:
            entries.append((kind, blueprint, function))
        self._watch.add(code, self._begins, self._returns)

    def _registers(self, frame: FrameType) -> None:
        """`after_this_request` is called: with a function that was most likely made for this request."""
        if code := code_of(function := frame.f_locals["f"]):
            self._known[id(code), "process_response"] = [("after_this_request", None, function)]
            self._watch.add(code, self._begins, self._returns)

    def _begins(self, frame: FrameType) -> bool | None:
        record, called_by = self.record, frame.f_back
        if record is None or called_by is None:
            return None
        entries = self._known.get((id(frame.f_code), called_by.f_code.co_name))
        if not entries:
            return False  # the app calls it itself
        kind, blueprint, function = entries[0] if len(entries) == 1 else _called(entries, called_by, record)
        if kind not in INSIDE:
            record.depth = 0  # what was left by an exception has not returned
        if happening := record.add("hook", hook=kind, blueprint=blueprint, took=None, returned=None):
            record.functions.append((happening, method_of(function, record.request)))
            record.running.setdefault(id(frame.f_code), []).append(happening)
            record.depth += 1
        return None

    def _returns(self, code: CodeType, value: object) -> None:
        if self.record and (waiting := self.record.running.get(id(code))):
            happening = waiting.pop()
            self.record.depth = happening["depth"]
            happening["took"] = round(self.record.now - happening["at"], 3)
            if (
                happening["hook"] in ("view", "before_request", "context_processor", "errorhandler")
                and value is not None
            ):
                happening["returned"] = short(value)
            if happening["hook"] == "context_processor" and isinstance(value, dict):
                self.record.injected.update(value)


def method_of(view: object, request: Request | None) -> object:
    """The method of a class-based view that answers the request; any other function as it is."""
    made_from = getattr(view, "view_class", None)
    if made_from is None or request is None:
        return view
    own = getattr(made_from, request.method.lower(), None)
    return own or getattr(made_from, "get" if request.method == "HEAD" else "", made_from.dispatch_request)


def _called(entries: list[Entry], caller: FrameType, record: Record) -> Entry:
    """Which of several functions with one code is called: the one that the caller holds."""
    held = [*caller.f_locals.values()]
    if record.app and record.request and record.request.endpoint:
        held.append(record.app.view_functions.get(record.request.endpoint))
    return next((entry for entry in entries if any(entry[2] is value for value in held)), entries[0])
