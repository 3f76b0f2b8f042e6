"""The catalogue's two kinds of programs: `@same` ones behave alike, `@differs` ones are rows of the reader's table.

A program is a view. What it returns is compared as a response; anything but a response is wrapped into JSON. One that
differs names both outcomes exactly, so that its row goes when the difference does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

View = Callable[[], Any]


@dataclass(frozen=True)
class Ask:
    """A request to a program; `headers` go beside `Host` and `Content-Length`."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    query: str = ""


@dataclass(frozen=True)
class Difference:
    """A row: Markdown for the reader, and the outcomes. An exception's is its class and words, as `RuntimeError: no`.

    One without a title belongs to the row above.
    """

    title: str
    home: str
    here: str
    gives: object
    instead: object


@dataclass(frozen=True)
class Entry:
    """A program; `difference` is None for one that behaves alike."""

    group: str
    name: str
    view: View
    asks: tuple[Ask, ...]
    difference: Difference | None

    @property
    def path(self) -> str:
        return f"/{self.group}/{self.name}"


ENTRIES: list[Entry] = []


def same(*asks: Ask) -> Callable[[View], View]:
    """A program whose responses to all of `asks` are alike; to a plain GET where none are given."""
    return _entry(asks, None)


def differs(title: str, home: str, here: str, gives: object, instead: object) -> Callable[[View], View]:
    """A program that `gives` one outcome at home and another one in the browser; the rest is its row."""
    return _entry((), Difference(title, home, here, gives, instead))


def _entry(asks: tuple[Ask, ...], difference: Difference | None) -> Callable[[View], View]:
    def add(view: View) -> View:
        group = view.__module__.rpartition(".")[2]
        ENTRIES.append(Entry(group, view.__name__, view, asks or (Ask(),), difference))
        return view

    return add
