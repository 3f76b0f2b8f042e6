"""What a run of checks tells, line by line, and what of it was heard before the end.

A newcomer would believe the lines. They come out of an interpreter that strange code shares, so anything may stand in
them: each is read as plain texts of bounded length, and what cannot be is ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Told:
    """`checks`: id → what was told of it. `ended` says how a run ended that did not come to its end, else it is empty.

    `collected` is None where it never came so far. `begun` is the check that had begun and not ended.
    """

    collected: list[str] | None = None
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    begun: str = ""
    twice: bool = False
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    ended: str = ""


#: How a run can end that does not come to its end.
DIED = "ended by itself"
NEVER = "never began"


def late(seconds: float) -> str:
    """The same, where it took too long."""
    return f"did not end within {seconds:g} seconds"


def read(line: bytes | str) -> dict[str, Any]:
    """A line as an event; an empty one where it is none."""
    try:
        event = json.loads(_without_halves(json.loads(line)))
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _without_halves(event: object) -> bytes:
    """JSON can hold halves of characters, which no file can."""
    return json.dumps(event, ensure_ascii=False).encode("utf-8", "replace")


def note(told: Told, event: Mapping[str, Any]) -> bool:
    """Takes an event into `told`; true for the last one of a run."""
    kind, check = event.get("event"), str(event.get("check", ""))
    if kind == "collected":
        told.twice |= told.collected is not None
        told.collected = _texts(event.get("checks"))
        told.changed = _texts(event.get("changed"))
    elif kind == "begin":
        told.twice |= bool(told.begun)
        told.begun = check
    elif kind == "check":
        told.twice |= check in told.checks or told.begun != check
        told.checks[check] = {name: str(event.get(name, "")) for name in ("label", "outcome", "message")}
        told.checks[check]["changed"] = _texts(event.get("changed"))
        told.notes = _texts(event.get("notes"))  # all so far, as there may be no end
        told.begun = ""
    elif kind == "end":
        told.problem, told.notes = str(event.get("problem", ""))[:2000], _texts(event.get("notes"))
    return kind == "end"


def _texts(value: object) -> list[str]:
    return [str(item)[:1000] for item in value[:1000]] if isinstance(value, list) else []
