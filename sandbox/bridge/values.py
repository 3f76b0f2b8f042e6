"""Python values in a few words, for the page to show, without running any code of the app.

A newcomer would call `repr`. It belongs to the app: it may query a database, load a user, touch the session or never
return. So only Python's own types show what they hold, and other objects the attributes that they have at that moment.
"""

from __future__ import annotations

import datetime as dt
import decimal
import pathlib
import types
import uuid
from collections.abc import Iterable
from typing import Any

#: Characters of one text, and of a whole value.
TEXT, WHOLE = 80, 240
#: Entries of a collection or attributes of an object, and how deep they nest.
ENTRIES, DEPTH = 6, 3
#: Names whose values are nobody's business, whatever they are.
SECRET = ("secret", "password", "passwd", "api_key", "apikey")
HIDDEN = "(not shown)"
_OWN_WORDS = frozenset(
    {
        *(bool, int, float, complex, type(None), type(Ellipsis), range),
        *(dt.date, dt.datetime, dt.time, dt.timedelta, dt.timezone, decimal.Decimal, uuid.UUID),
        *(pathlib.PosixPath, pathlib.PurePosixPath),
    }
)
_NAMED = {types.FunctionType: "function", types.BuiltinFunctionType: "function", types.MethodType: "method"}
_BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}


def short(value: object) -> str:
    """A value in at most `WHOLE` characters; never raises."""
    try:
        words = _words(value, DEPTH)
    except Exception:  # an object can be odd in more ways than can be listed
        return "<…>"
    return words if len(words) <= WHOLE else words[: WHOLE - 1] + "…"


def named(name: str, value: object) -> str:
    """As `short`, for a value that has a name; passwords and keys are not shown."""
    return HIDDEN if _hides(name) else short(value)


def text(value: object) -> str:
    """A text as it is, but cut; any other value as `short`."""
    return value if type(value) is str and len(value) <= WHOLE else short(value)


def is_definition(value: object) -> bool:
    """Whether it is a function, a class or a module."""
    return type(value) in _NAMED or issubclass(type(value), type | types.ModuleType)


def _words(value: Any, depth: int) -> str:
    kind = type(value)  # not value.__class__, which a proxy resolves
    if kind in _OWN_WORDS:
        return "<a very large int>" if kind is int and value.bit_length() > 1000 else repr(value)
    if issubclass(kind, str):
        return _prefixed(kind, str, _cut(repr(str.__getitem__(value, slice(TEXT))), str.__len__(value)))
    for base in (bytes, bytearray):
        if issubclass(kind, base):
            return _cut(repr(bytes(base.__getitem__(value, slice(TEXT)))), base.__len__(value))
    if issubclass(kind, dict):
        return _prefixed(kind, dict, _mapping(dict.items(value), dict.__len__(value), depth))
    for collection, brackets in _BRACKETS.items():
        if issubclass(kind, collection):
            parts = (_words(entry, depth - 1) for entry in collection.__iter__(value))
            inside = _entries(parts, collection.__len__(value), depth)
            comma = "," if collection is tuple and collection.__len__(value) == 1 else ""
            return _prefixed(kind, collection, f"{brackets[0]}{inside}{comma}{brackets[1]}")
    if issubclass(kind, BaseException):
        return f"{kind.__name__}{_words(vars(BaseException)['args'].__get__(value), depth)}"
    if kind in _NAMED:
        return f"<{_NAMED[kind]} {value.__name__}>"
    if issubclass(kind, type | types.ModuleType):
        return (
            f"<{'class' if issubclass(kind, type) else 'module'} {vars(value).get('__name__') or type.__repr__(value)}>"
        )
    return _object(value, kind, depth)


def _object(value: object, kind: type, depth: int) -> str:
    # Only an ordinary object's own dictionary: a proxy has a property of that name, which would run code.
    slot = next((vars(base)["__dict__"] for base in kind.__mro__ if "__dict__" in vars(base)), None)
    held: dict[Any, Any] = slot.__get__(value) if isinstance(slot, types.GetSetDescriptorType) else {}
    shown = [(name, entry) for name, entry in dict.items(held) if type(name) is str and not name.startswith("_")]
    parts = (f"{name}={HIDDEN if _hides(name) else _words(entry, depth - 1)}" for name, entry in shown)
    inside = _entries(parts, len(shown), depth)
    return f"<{kind.__name__}{' ' if inside else ''}{inside}>"


def _mapping(items: Iterable[tuple[Any, Any]], count: int, depth: int) -> str:
    def entry(key: object, value: object) -> str:
        return f"{_words(key, 1)}: {HIDDEN if type(key) is str and _hides(key) else _words(value, depth - 1)}"

    return "{" + _entries((entry(key, value) for key, value in items), count, depth) + "}"


def _entries(parts: Iterable[str], count: int, depth: int) -> str:
    if depth <= 0:
        return "…" if count else ""
    shown = [part for part, _ in zip(parts, range(ENTRIES), strict=False)]
    return ", ".join([*shown, f"… {count - ENTRIES} more"] if count > ENTRIES else shown)


def _hides(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)


def _prefixed(kind: type, base: type, words: str) -> str:
    return words if kind is base else f"{kind.__name__}({words})"


def _cut(words: str, length: int) -> str:
    return words if length <= TEXT else f"{words[:-1]}…{words[-1]} ({length} in all)"
