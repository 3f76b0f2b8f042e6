"""What the editor offers while one types: the names of Flask's public interface, taken from Flask itself.

Signatures come without annotations: most of Flask's are longer than the line that they would have to fit into.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import flask
from flask.sessions import SecureCookieSession

#: What each kind of object is an instance of. The names are those of `completion.ts`.
MEMBERS: dict[str, type] = {
    "app": flask.Flask,
    "blueprint": flask.Blueprint,
    "request": flask.Request,
    "response": flask.Response,
    "session": SecureCookieSession,
    "g": flask.ctx._AppCtxGlobals,
}
#: A default without a name of its own, whose address is another one at each build.
_OBJECT = re.compile(r"<object object at 0x\w+>")
#: What Sphinx makes a link of, as :class:`~flask.Response`.
_ROLE = re.compile(r"(?::\w+)*:`[~.!]?([^`<]+?)(?: *<[^>]*>)?`")


def names() -> bytes:
    """As JSON: `flask` has the module's own names, every other key those of one kind of object."""
    found = {"flask": list(_listed((name, getattr(flask, name)) for name in dir(flask)))}
    for kind, made in MEMBERS.items():
        found[kind] = list(_listed((name, _member(made, name)) for name in dir(made)))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _member(made: type, name: str) -> Any:
    return inspect.getattr_static(made, name)


def _listed(members: Iterable[tuple[str, Any]]) -> Iterator[list[str]]:
    """Name, kind, signature and first sentence; no modules, and nothing that is private."""
    for name, value in members:
        if name.startswith("_") or inspect.ismodule(value) or type(value).__module__ == "__future__":
            continue
        call = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        yield [name, _kind(call), _signature(call), _sentence(call)]


def _kind(value: Any) -> str:
    if inspect.isclass(value):
        return "class"
    return "function" if inspect.isroutine(value) else "property"


def _signature(value: Any) -> str:
    if not inspect.isroutine(value):
        return ""
    try:
        signature = inspect.signature(value)
    except ValueError:  # written in C
        return "(…)"
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    bound = plain[1:] if plain and plain[0].name in ("self", "cls") else plain
    text = str(signature.replace(parameters=bound, return_annotation=inspect.Signature.empty))
    return _OBJECT.sub("…", text)


def _sentence(value: Any) -> str:
    """Of the docstring of the value itself: that of a value's class would tell of something else."""
    documented = inspect.isclass(value) or inspect.isroutine(value) or hasattr(type(value), "__get__")
    text = inspect.getdoc(value) if documented else None
    paragraph = " ".join((text or "").split("\n\n")[0].split())
    first = paragraph.partition(". ")[0]
    first = _ROLE.sub(lambda role: role[1].rpartition(".")[2], first).replace("``", "")
    return f"{first}." if first and not first.endswith((".", ":", "!")) else first
