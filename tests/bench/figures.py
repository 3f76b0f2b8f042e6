"""What is measured, and the values as they come."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum


class Kind(StrEnum):
    """A figure, in the words of the report."""

    FIRST = "first visit"
    SLOW_LINE = "first visit, 10 Mbit/s and 40 ms"
    SLOW_PROCESSOR = "first visit, processor 4 × slower"
    LATER = "later visit"
    SPARE = "first run, spare waiting"
    RERUN = "run after an edit, spare waiting"
    REQUEST = "request to response"
    WIRE = "bytes of a first visit"
    WIRE_LATER = "bytes of a later visit"
    MEMORY = "memory of a running playground"
    WEIGHT = "scripts and styles before Run"

    @property
    def unit(self) -> str:
        """Everything else is a time."""
        units = {Kind.WIRE: "MB", Kind.WIRE_LATER: "MB", Kind.MEMORY: "MB", Kind.WEIGHT: "kB"}
        return units.get(self, "ms")


class Figures:
    """(kind, contender) → values in the kind's unit; and why something was not measured: kind → reason."""

    def __init__(self) -> None:
        self.values: defaultdict[tuple[Kind, str], list[float]] = defaultdict(list)
        self.unmeasured: dict[Kind, str] = {}

    def add(self, kind: Kind, contender: str, *values: float) -> None:
        self.values[kind, contender] += values
