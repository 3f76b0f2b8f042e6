"""Why each URL rule did or did not match a request.

Werkzeug walks all rules at once and keeps no reasons, so they are found again, rule by rule, segment by segment. The
app's own converters are not asked a second time: that one refused is all that can be said.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, Request
from werkzeug.routing import BaseConverter, Map, Rule, ValidationError
from werkzeug.routing.exceptions import RequestRedirect

Plain = dict[str, Any]
#: Rules that are explained; the others are counted.
MOST = 40
_PATTERNS = {"path": "[^/].*?", "int": r"\d+", "float": r"\d+\.\d+"}
_VARIABLE = re.compile(r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\((?P<arguments>.*?)\))?:)?(?P<name>[a-zA-Z_]\w*)>")


def explain(app: Flask, request: Request) -> Plain:
    """The rule that matched, or why none did, and why not the others."""
    rule, refused = request.url_rule, request.routing_exception
    others = [other for other in app.url_map.iter_rules() if other is not rule]
    return {
        "rule": str(rule) if rule else None,
        "endpoint": rule.endpoint if rule else None,
        "methods": methods_of(rule) if rule else [],
        "refused": None if refused is None else f"{refused.code} {refused.name}",
        "redirect": refused.new_url if isinstance(refused, RequestRedirect) else None,
        "others": [_described(other, request) for other in others[:MOST]],
        "left_out": max(len(others) - MOST, 0),
    }


def _described(rule: Rule, request: Request) -> Plain:
    return {"rule": rule.rule, "endpoint": rule.endpoint, "methods": methods_of(rule), "why": why_not(rule, request)}


def methods_of(rule: Rule) -> list[str]:
    """The methods that a rule answers, those that Flask adds last; empty where it answers all."""
    methods = rule.methods or ()
    return sorted(methods, key=lambda method: (method in ("HEAD", "OPTIONS"), method))


def why_not(rule: Rule, request: Request) -> str:
    """A sentence about a rule that is not the one that matched."""
    if (elsewhere := _elsewhere(rule, rule.map, request)) is not None:
        return elsewhere
    path, written = request.path, rule.rule
    if written.endswith("/") and written != "/" and _refusal(rule, written, f"{path}/") is None:
        if rule.strict_slashes is not False:
            return "It ends in a slash, the path does not: Flask redirects to the path with a slash."
    elif path.endswith("/") and path != "/" and _refusal(rule, written, path[:-1]) is None:
        return "The path ends in a slash, the rule does not."
    refusal = _refusal(rule, written, path)
    if refusal is not None:
        return refusal
    if rule.methods is not None and request.method not in rule.methods:
        return f"The path fits, the method does not: it answers {', '.join(methods_of(rule))}, not {request.method}."
    if request.url_rule is not None:
        return "It fits as well, but the rule above is more exact or was there first."
    return "The path fits, but a converter of the app refused the value."


def fits(rule: str, path: str) -> bool:
    """Whether a rule could match a path, by its text alone: as for a rule of a blueprint that no app knows."""
    pattern = "".join(
        re.escape(text) if not variable else _PATTERNS.get(variable, "[^/]+") for text, variable in _pieces(rule)
    )
    return re.fullmatch(f"{pattern}/?" if rule.endswith("/") else pattern, path) is not None


def _elsewhere(rule: Rule, url_map: Map, request: Request) -> str | None:
    host = request.host.partition(":")[0]
    if url_map.host_matching and rule.host and not fits(rule.host, request.host):
        return f"It is for the host {rule.host}; the request was for {request.host}."
    if not url_map.host_matching and rule.subdomain and not fits(f"{rule.subdomain}", host.partition(".")[0]):
        return f"It is for the subdomain {rule.subdomain}; the request was for {host}."
    if rule.websocket:
        return "It is for WebSockets."
    return None


def _pieces(rule: str) -> list[tuple[str, str]]:
    """A rule as pairs: text, and an empty string or the converter's name."""
    pieces, end = [], 0
    for found in _VARIABLE.finditer(rule):
        pieces += [(rule[end : found.start()], ""), (found["name"], found["converter"] or "default")]
        end = found.end()
    return [(text, variable) for text, variable in [*pieces, (rule[end:], "")] if text]


def _refusal(rule: Rule, written: str, path: str) -> str | None:
    """What in the path does not fit; None where all of it does."""
    wanted, given = written.strip("/").split("/"), path.strip("/").split("/")
    if written == "/" or path == "/":
        return None if written == path else _lengths(wanted if written != "/" else [], given if path != "/" else [])
    for position, (segment, found) in enumerate(zip(wanted, given, strict=False)):
        converters = [_converter(rule, match["name"]) for match in _VARIABLE.finditer(segment)]
        if any(converter and not converter.part_isolating for converter in converters):
            rest = "/".join(given[position:])
            return _segment(rule, "/".join(wanted[position:]), rest)
        if said := _segment(rule, segment, found):
            return said
    if len(wanted) != len(given):
        return _lengths(wanted, given)
    return None if written.endswith("/") == path.endswith("/") else "It differs in the slash at the end."


def _segment(rule: Rule, wanted: str, found: str) -> str | None:
    if not _VARIABLE.search(wanted):
        return None if wanted == found else f"It has {wanted!r} where the path has {found!r}."
    pattern, names = "", []
    for text, variable in _pieces(wanted):
        converter = _converter(rule, text) if variable else None
        pattern += f"({converter.regex})" if converter else re.escape(text)
        names += [(text, variable)] if converter else []
    match = re.fullmatch(pattern, found)
    if not match:
        kinds = " and ".join(variable for _, variable in names if variable != "default") or "string"
        return f"<{'><'.join(name for name, _ in names)}> takes {_takes(kinds)}, and {found!r} is none."
    for (name, variable), text in zip(names, match.groups(), strict=False):
        converter = _converter(rule, name)
        if converter and type(converter).__module__.startswith("werkzeug."):
            try:
                converter.to_python(text)
            except (ValidationError, ValueError):
                return f"The converter {variable} refuses {text!r} for <{name}>."
    return None


def _converter(rule: Rule, name: str) -> BaseConverter | None:
    return rule._converters.get(name)


def _takes(converter: str) -> str:
    kinds = {
        "int": "digits",
        "float": "a number with a point, such as 1.5",
        "uuid": "a UUID",
        "string": "text without a slash",
        "path": "text",
        "any": "one of the words that it lists",
    }
    return kinds.get(converter, f"what the converter {converter} takes")


def _lengths(wanted: list[str], given: list[str]) -> str:
    more = "more" if len(wanted) > len(given) else "fewer"
    return f"It has {more} parts: {len(wanted)}, and the path has {len(given)}."
