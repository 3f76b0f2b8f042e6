"""Advice that has to look at the app: its endpoints, blueprints and rules, and at what the request brought."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import flask
from flask import Blueprint, current_app, has_app_context, has_request_context, request
from werkzeug.exceptions import BadRequestKeyError
from werkzeug.routing import BuildError

#: Names that a list of them holds at most.
MOST = 12


def advise_about_flask(error: BaseException, root: Path) -> str:
    """One or two sentences, or nothing; `root` is the project's folder."""
    if isinstance(error, BuildError):
        return _about_endpoint(error, root)
    if isinstance(error, BadRequestKeyError):
        return _about_key(str(error.args[0]) if error.args else "")
    if isinstance(error, NameError) and error.name in vars(flask):
        return f"Import it at the top of the file: from flask import {error.name}."
    if type(error).__name__ == "OperationalError" and "no such table" in str(error.args):
        return _about_tables()
    if isinstance(error, TypeError) and _innermost(error) == "dispatch_request":
        return _about_arguments(str(error))
    return ""


def blueprints(root: Path) -> Iterator[Blueprint]:
    """The blueprints in the modules of the project, registered or not."""
    inside = f"{root}{os.sep}"
    for module in list(sys.modules.values()):
        if str(vars(module).get("__file__")).startswith(inside):
            yield from (value for value in vars(module).values() if type(value) is Blueprint)


def _about_endpoint(error: BuildError, root: Path) -> str:
    rules = list(error.adapter.map.iter_rules()) if error.adapter else []
    there = sorted({rule.endpoint for rule in rules})
    wanted = str(error.endpoint)
    if wanted in there:
        needed = sorted({name for rule in rules if rule.endpoint == wanted for name in rule.arguments})
        missing = [name for name in needed if name not in error.values]
        return f"Hand over each part of the rule: url_for({wanted!r}, {', '.join(f'{name}=…' for name in missing)})."
    blueprint = wanted.rpartition(".")[0]
    if blueprint and not any(name.startswith(f"{blueprint}.") for name in there):
        if any(one.name == blueprint for one in blueprints(root)):
            return f"The app does not know the blueprint {blueprint!r} yet: app.register_blueprint(…)."
        return f"No blueprint is named {blueprint!r}."
    if inside := [name for name in there if name.endswith(f".{wanted}")]:
        return f"The view is a blueprint's, whose name comes first: url_for({inside[0]!r})."
    near = get_close_matches(wanted, there, 1)
    return (f"Did you mean {near[0]!r}? " if near else "") + (
        f"url_for takes the name of a view function. There are: {_listed(there)}."
    )


def _about_key(key: str) -> str:
    """What the request brought instead; only what the app has read already is looked at."""
    if not has_request_context():
        return ""
    # The properties keep what they have parsed here; asking them would parse, which the app may not want.
    parsed = vars(request._get_current_object())  # type: ignore[attr-defined]
    came = {name: list(parsed[name]) for name in ("form", "args", "files") if name in parsed}
    told = [f"request.{name} holds {_listed(keys)}" for name, keys in came.items() if keys]
    near = get_close_matches(key, [name for keys in came.values() for name in keys], 1)
    start = f"Did you mean {near[0]!r}? " if near else ""
    brought = f"Of this request, {' and '.join(told)}." if told else "The request brought none at all."
    return f"{start}{brought} What may be missing is read with .get({key!r})."


def _about_tables() -> str:
    """The command by which the app itself makes its tables."""
    commands = current_app.cli.commands if has_app_context() else {}
    own = next((name for name in commands if re.search("init|create|setup", name)), None)
    if own is None and "upgrade" in getattr(commands.get("db"), "commands", ()):
        own = "db upgrade"
    return f"Create the tables first: type flask {own} in the Console." if own else ""


def _about_arguments(message: str) -> str:
    if "required positional argument" in message:
        return "The view has a parameter that its rule does not fill: add it to the rule as <name>, or take it away."
    if "unexpected keyword argument" in message or "positional arguments but" in message:
        return "The rule has a variable that the view does not take: give the function a parameter of that name."
    return ""


def _innermost(error: BaseException) -> str:
    name, trace = "", error.__traceback__
    while trace:
        name, trace = trace.tb_frame.f_code.co_name, trace.tb_next
    return name


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(repr(name) for name in names[:MOST]) + more
