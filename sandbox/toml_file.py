"""A TOML file whose tables are checked against the keys that they may have, with line numbers in the errors.

`tomllib` keeps no positions, so `line` looks for the key in the text; a key that is written in an unusual way (dotted,
or in an inline table) gets the line of the nearest table around it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.errors import AuthorError, listed, nearest

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(["']?)([\w.-]+)\1\s*=""")
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
#: How `tomllib` says that a quotation mark is missing.
_OPEN = "Illegal character '\\n'"
#: What TOML calls the types, for messages.
_NAMES = {str: "a string", bool: "a boolean", int: "an integer", float: "a float", list: "an array", dict: "a table"}


@dataclass(frozen=True)
class Key:
    """What a key must hold: `text` (not empty), `texts` (an array of such), `count` (integer ≥ 1), `moment` (date,
    time and offset) or `table`.
    """

    kind: str
    required: bool = True


class TomlFile:
    """One file, read at once.

    :param where: how errors name the file.
    :raises AuthorError: if it cannot be read, is not UTF-8 or not TOML.
    """

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        try:
            text = path.read_text("utf-8")
            self._lines = text.split("\n")
            self.data: dict[str, Any] = tomllib.loads(text)
        except FileNotFoundError:
            raise AuthorError(where, None, "is missing; every lesson has one", "not-toml") from None
        except UnicodeDecodeError:
            raise AuthorError(where, None, "is not UTF-8 text", "not-text") from None
        except tomllib.TOMLDecodeError as error:
            position = _POSITION.search(str(error))
            line = int(position[1]) if position and position[1] else len(self._lines)
            found = _POSITION.sub("", str(error))
            reason = "a text ends with its line; close it with a quotation mark" if found == _OPEN else found
            raise AuthorError(where, line, f"is not TOML: {reason}", "not-toml") from None

    def line(self, *keys: str) -> int:
        """Line of a key or table, from 1; that of the nearest table around it where it cannot be found."""
        table: tuple[str, ...] = ()
        for number, line in enumerate(self._lines, 1):
            if header := _HEADER.match(line):
                table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
                if table == keys:
                    return number
            elif (key := _KEY.match(line)) and (*table, *key[2].split(".")) == keys:
                return number
        return self.line(*keys[:-1]) if keys else 1

    def error(self, keys: tuple[str, ...], message: str, code: str = "") -> AuthorError:
        """An error about a key or table."""
        return AuthorError(self.where, self.line(*keys), message, code)

    def table(self, keys: tuple[str, ...], allowed: Mapping[str, Key]) -> dict[str, Any]:
        """The table at `keys`, checked.

        :raises AuthorError: for an unknown key, a missing one, or a value of the wrong type.
        """
        for fault in self.faults(keys, allowed):
            raise fault
        table: dict[str, Any] = self._at(keys)
        return table

    def faults(self, keys: tuple[str, ...], allowed: Mapping[str, Key]) -> Iterator[AuthorError]:
        """All that is wrong with the keys of that table and their types."""
        table = self._at(keys)
        name = f" in [{'.'.join(keys)}]" if keys else ""
        if not isinstance(table, dict):
            yield self.error(keys, f'"{keys[-1]}" is {_type(table)}, expected a table', "wrong-value")
            return
        for key, value in table.items():
            if key not in allowed:
                message = f'unknown key "{key}"{name}, expected one of {listed(allowed)}{nearest(key, allowed)}'
                yield self.error((*keys, key), message, "unknown-key")
            elif fault := _fault(value, allowed[key].kind):
                yield self.error((*keys, key), f'"{key}" {fault}', "wrong-value")
        for key, rule in allowed.items():
            if rule.required and key not in table:
                yield self.error(keys, f'missing key "{key}"{name}; found {listed(table)}', "missing-key")

    def _at(self, keys: tuple[str, ...]) -> Any:
        found: Any = self.data
        for key in keys:
            found = found[key]
        return found


def _type(value: object) -> str:
    return _NAMES.get(type(value), "a date or time")


def _fault(value: object, kind: str) -> str | None:
    """Why a value is not of that kind, as the rest of a sentence; None where it is."""
    if kind == "text":
        if not isinstance(value, str):
            return f"is {_type(value)}, expected a string"
        return None if value.strip() else "is empty, expected words"
    if kind == "texts":
        if not isinstance(value, list):
            return f"is {_type(value)}, expected an array of strings"
        items = ((number, _fault(item, "text")) for number, item in enumerate(value, 1))
        return next((f"has item {number} which {fault}" for number, fault in items if fault), None)
    if kind == "count":
        if not isinstance(value, int) or isinstance(value, bool):
            return f"is {_type(value)}, expected an integer"
        return None if value >= 1 else f"is {value}, expected 1 or more"
    if kind == "moment":
        if not isinstance(value, datetime) or value.tzinfo is None:
            found = "has no time zone" if isinstance(value, datetime) else f"is {_type(value)}"
            return f"{found}, expected a date and time with an offset, such as 2026-12-01T23:59:00+01:00"
        return None
    return None if isinstance(value, dict) else f"is {_type(value)}, expected a table"
