"""What of Python, pytest, Flask and the bridge must stay as it was while strange code is beside it.

A newcomer would compare modules. A function keeps its identity while its code is exchanged, and a name that is added to
a module can hide a built-in one; so both are looked at.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType
from typing import Any

#: Names of packages. What an app may patch to good purpose, as its own extensions, is not among them.
GUARDED = ("_pytest", "builtins", "flask", "json", "pluggy", "pytest", "sandbox", "werkzeug")


class Fingerprints:
    """Taken when made."""

    def __init__(self) -> None:
        self._modules = [
            (name, module)
            for name, module in sys.modules.items()
            if isinstance(module, ModuleType) and name.partition(".")[0] in GUARDED
        ]
        self._builtin = frozenset(vars(builtins))
        self._hidden = {name: self._builtin.intersection(vars(module)) for name, module in self._modules}
        self._before = self._take()

    def changed(self) -> list[str]:
        """Names of at most five things that are not what they were."""
        now = self._take()
        names = [name for name, value in self._before.items() if name not in now or now[name] != value]
        # A method that hides an inherited one.
        names += [name for name in now if name not in self._before and name.rpartition(".")[0] in self._before]
        for name, module in self._modules:
            if name != "builtins":
                # A name that hides a built-in one, and was not there before.
                added = self._builtin.intersection(vars(module)).difference(self._hidden[name])
                names += [f"{name}.{key}" for key in added]
        return sorted(names)[:5]

    def _take(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, module in self._modules:
            for key, value in list(vars(module).items()):
                if not callable(value):
                    continue
                found[f"{name}.{key}"] = _identity(value)
                if isinstance(value, type) and value.__module__ == name:
                    for inner, attribute in list(vars(value).items()):
                        if isinstance(attribute, CODE):
                            found[f"{name}.{key}.{inner}"] = _identity(attribute)
        return found


def guarded(modules: Iterable[ModuleType]) -> Callable[[], list[str]]:
    """`Fingerprints.changed`, which also tells of changes in these modules: those that guard.

    A class is found by whoever asks `object.__subclasses__()`, and could be disarmed. What this returns is a closure
    over what it needs, which nobody finds so.
    """
    fingerprints = Fingerprints()
    own = []
    for module in modules:
        tables = [vars(module), *(vars(value) for value in vars(module).values() if _is_own(value, module))]
        for table in tables:
            own += [
                (table, key, value, getattr(value, "__code__", None)) for key, value in table.items() if callable(value)
            ]
    compare = fingerprints.changed
    look_up = getattr

    def changed() -> list[str]:
        for table, key, value, code in own:
            if key not in table or table[key] is not value or look_up(value, "__code__", None) is not code:
                return [f"grading itself ({key})"]
        return compare()

    return changed


def _is_own(value: object, module: ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


#: What of a class is code; the rest are its data, which pytest changes too.
CODE = (FunctionType, classmethod, staticmethod, property, type)


def _identity(value: object) -> tuple[object, ...]:
    """Equal as long as it is the very same thing with the very same code; keeps what it names alive."""
    function = getattr(value, "__func__", value) if isinstance(value, classmethod | staticmethod) else value
    if isinstance(value, property):
        return (_Same(value), *(_identity(part) for part in (value.fget, value.fset) if part))
    if isinstance(function, FunctionType):
        return _Same(value), _Same(function.__code__), _Same(function.__defaults__), _Same(function.__kwdefaults__)
    return (_Same(value),)


class _Same:
    """Compares by identity alone: what is compared may have an `__eq__` of anybody's."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return type(other) is _Same and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)
