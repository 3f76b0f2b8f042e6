"""What of Python, pytest, Flask and the bridge must stay as it was while strange code is beside it.

A newcomer would compare modules. A function keeps its identity while its code is exchanged, and a name that is added to
a module can hide a built-in one; so both are looked at.
"""

from __future__ import annotations

import builtins
import gc
import operator
import sys
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, ModuleType
from typing import Any, TypeGuard

#: Names of packages. What an app may patch to good purpose, as its own extensions, is not among them.
GUARDED = ("_pytest", "builtins", "flask", "json", "pluggy", "pytest", "sandbox", "werkzeug")


class Fingerprints:
    """Taken when made."""

    def __init__(self) -> None:
        self._modules = {
            name: module
            for name, module in sys.modules.items()
            if isinstance(module, ModuleType) and name.partition(".")[0] in GUARDED
        }
        self._builtin = frozenset(vars(builtins))
        self._hidden = {name: self._builtin.intersection(vars(module)) for name, module in self._modules.items()}
        self._before = {name: self._take(name) for name in self._modules}
        self._parts = _parts(list(self._before.values()))
        self._untouched = {name: _untouched(self._tables(name)) for name in self._modules}

    def changed(self) -> list[str]:
        """Names of at most five things that are not what they were."""
        parts = self._parts()
        found = []
        for name in self._modules:
            # Data change all the time, pytest's own too; then this module is looked at more closely.
            if parts and self._untouched[name]():
                continue
            names = self._changed(name)
            found += names
            if not names:
                self._untouched[name] = _untouched(self._tables(name))
        if not parts and not found:
            self._parts = _parts(list(self._before.values()))
        return sorted(found)[:5]

    def _changed(self, module: str) -> list[str]:
        before, now = self._before[module], self._take(module)
        names = [name for name, value in before.items() if name not in now or now[name] != value]
        # A method that hides an inherited one.
        names += [name for name in now if name not in before and name.rpartition(".")[0] in before]
        if module != "builtins":
            # A name that hides a built-in one, and was not there before.
            added = self._builtin.intersection(vars(self._modules[module])).difference(self._hidden[module])
            names += [f"{module}.{key}" for key in added]
        return names

    def _tables(self, name: str) -> list[Mapping[str, Any]]:
        module = self._modules[name]
        return [vars(module), *(vars(value) for value in list(vars(module).values()) if _is_of(value, name))]

    def _take(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in list(vars(self._modules[name]).items()):
            if not callable(value):
                continue
            found[f"{name}.{key}"] = _identity(value)
            if _is_of(value, name):
                for inner, attribute in list(vars(value).items()):
                    if isinstance(attribute, CODE):
                        found[f"{name}.{key}.{inner}"] = _identity(attribute)
        return found


def _is_of(value: object, module: str) -> TypeGuard[type]:
    """True for a class that the module of this name has made."""
    return isinstance(value, type) and value.__module__ == module


def _untouched(tables: list[Mapping[str, Any]]) -> Callable[[], bool]:
    """Tells whether nothing in the tables was touched since, data neither; by identity, and fast.

    It keeps all that it compares, so that nothing new can come to stand in the place of something old, and has its own
    names for the built-in functions that it needs.
    """
    same, every, each, size = operator.is_, all, map, len
    known = [(table, list(table), list(table.values())) for table in tables]

    def untouched() -> bool:
        for table, keys, values in known:
            if size(table) != size(keys) or not every(each(same, table, keys)):
                return False
            if not every(each(same, table.values(), values)):
                return False
        return True

    return untouched


def _parts(identities: list[dict[str, Any]]) -> Callable[[], bool]:
    """Tells whether all functions refer to what they did: code, defaults, and the rest.

    To read the code of one function is an audit event, and thousands of those take longer than the checks.
    """
    same, every, each, size, referents = operator.is_, all, map, len, gc.get_referents
    functions = _functions(identities)
    known = referents(*functions)

    def unchanged() -> bool:
        now = referents(*functions)
        return size(now) == size(known) and every(each(same, now, known))

    return unchanged


def _functions(identities: list[dict[str, Any]]) -> list[FunctionType]:
    """Those of properties too."""
    found: list[FunctionType] = []
    waiting: list[Any] = [value for known in identities for value in known.values()]
    for one in waiting:  # grows as it goes
        if type(one) is tuple:
            waiting += one
        elif isinstance(one.value, FunctionType):
            found.append(one.value)
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
