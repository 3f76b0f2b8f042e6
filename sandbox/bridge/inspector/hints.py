"""Mistakes that raise nothing: the app answers 400, 404 or 405, and the reason is in how it was written.

They become a Problem of the kind `hint`, which the page lists without getting in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Request
from werkzeug.exceptions import MethodNotAllowed, NotFound

from sandbox.bridge.flask_advice import blueprints
from sandbox.bridge.inspector.hooks import method_of
from sandbox.bridge.inspector.places import place_of
from sandbox.bridge.inspector.record import Record
from sandbox.bridge.inspector.routing import fits, methods_of

Plain = dict[str, Any]
READING = ("GET", "HEAD", "OPTIONS")


def hint_of(record: Record) -> Plain | None:
    """What to tell about a request that the app has refused, or None."""
    app, request, status = record.app, record.request, record.head["status"]
    if app is None or request is None:
        return None
    if status == 400 and record.refusal:
        return {**record.refusal, "kind": "hint", "traceback": ""}
    refused = request.routing_exception
    if status == 405 and isinstance(refused, MethodNotAllowed) and request.method not in READING:
        return _method(app, request, record.root)
    if status == 404 and isinstance(refused, NotFound):
        return _unregistered(app, request, record.root) or _no_rules(app, request)
    return None


def _hint(message: str, advice: str, place: Plain | None = None) -> Plain:
    own = place if place and place["own"] else {"file": None, "line": None}
    where: Plain = {"file": own["file"], "line": own["line"], "column": None, "frames": [], "traceback": ""}
    return {"kind": "hint", "type": "", "message": message, "advice": advice, **where}


def _method(app: Flask, request: Request, root: Path) -> Plain | None:
    rule = next((rule for rule in app.url_map.iter_rules() if fits(rule.rule, request.path)), None)
    view = app.view_functions.get(rule.endpoint) if rule else None
    if rule is None or view is None:
        return None
    answered = [method for method in methods_of(rule) if method not in ("HEAD", "OPTIONS")]
    listed = ", ".join(f'"{method}"' for method in [*answered, request.method])
    return _hint(
        f"{request.method} {request.path} was refused: the view {rule.endpoint} answers {' and '.join(answered)} only.",
        f'Name the method in its rule: @app.route("{rule.rule}", methods=[{listed}]).',
        place_of(method_of(view, request), root),
    )


def _unregistered(app: Flask, request: Request, root: Path) -> Plain | None:
    known = list(app.blueprints.values())
    for blueprint in blueprints(root):
        if blueprint in known:
            continue
        for rule, view in _rules(blueprint):
            if fits(f"{(blueprint.url_prefix or '').rstrip('/')}{rule}", request.path):
                return _hint(
                    f"No rule of the app matches {request.path}, but one of the blueprint {blueprint.name!r} does.",
                    "Tell the app of it, where the app is made: app.register_blueprint(…).",
                    place_of(view, root) if view else None,
                )
    return None


def _rules(blueprint: Blueprint) -> Iterator[tuple[str, Any]]:
    """The rules that a blueprint keeps until it is registered."""

    class Register:
        def __init__(self) -> None:
            self.rules: list[tuple[str, Any]] = []

        def add_url_rule(self, rule: str, _endpoint: object = None, view_func: object = None, **_: object) -> None:
            self.rules.append((rule, view_func))

    register = Register()
    deferred: Sequence[Callable[[Any], object]] = blueprint.deferred_functions
    for function in deferred:
        # Others are the app's own, which would notice that they are called.
        if function.__module__.startswith("flask.") and function.__qualname__.startswith("Blueprint.add_url_rule"):
            function(register)
    yield from register.rules


def _no_rules(app: Flask, request: Request) -> Plain | None:
    if any(rule.endpoint != "static" for rule in app.url_map.iter_rules()):
        return None
    return _hint(
        f"{request.path} was not found: the app has no rule at all.",
        'Each view needs one above its def, with parentheses: @app.get("/").',
    )
