"""One run of checks beside strange code, as `inside/guard.py` is told about it; whoever runs it is elsewhere.

A newcomer would run the checks alone. Beside them run checks that must fail, under names that nobody can know before:
where one of them does not, everything that this run told is void.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from sandbox.classroom.telling import Told

INSIDE = Path(__file__).with_name("inside")
#: Where the project lies in the shipped interpreter.
ROOT = "/home/learner/app"


def program() -> dict[str, bytes]:
    """What decides about outcomes beside strange code and checks: an outcome that another program found is not kept."""
    parts = [*INSIDE.glob("*.py"), *INSIDE.parent.glob("*.py"), *INSIDE.parent.glob("*.ts")]
    return {path.relative_to(INSIDE.parent).as_posix(): path.read_bytes() for path in parts}


class Job:
    """Runs the `checks` beside the `files`, without those of which the ids are in `skip`; `memory` in bytes.

    `text` is what `inside/guard.py` and the program around it read, as JSON.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        checks: Mapping[str, bytes],
        skip: Collection[str],
        root: str = ROOT,
        memory: int = 1024**3,
    ) -> None:
        first, last = self._failing = tuple(f"test_{secrets.token_hex(8)}" for _ in range(2))
        must_fail = [name for name in checks if name.rpartition("/")[2].startswith("test_")]
        spoilt = {name: text + _failing(first) + _failing(last) for name, text in checks.items() if name in must_fail}
        written = {**files, **checks, **spoilt}
        self.text = json.dumps(
            {
                "guard": {path.name: path.read_text("utf-8") for path in INSIDE.glob("*.py")},
                "files": {name: base64.b64encode(data).decode() for name, data in written.items()},
                "root": root,
                "checks": sorted(checks),
                "first": first,
                "skip": sorted(skip),
                "memory": memory,
            }
        )

    def told(self, told: Told) -> Told:
        """What was told of the checks themselves; void, and `changed` says so, where one that must fail did not."""
        return _without_the_failing(told, *self._failing)


def _failing(name: str) -> bytes:
    return f"\n\n\ndef {name}():\n    raise AssertionError({name[::-1]!r})\n".encode()


def _without_the_failing(told: Told, *names: str) -> Told:
    """Takes out the checks that must fail; where one has not failed with its words, all is void."""
    spoilt = False
    for check in list(told.checks):
        name = check.rpartition("::")[2]
        if name not in names:
            spoilt = spoilt or bool(told.checks[check]["changed"])
        else:
            result = told.checks.pop(check)
            told.changed += [] if spoilt else result["changed"]
            # What an earlier check has let happen voids that one and what follows, not what came before.
            if not spoilt and (result["outcome"] != "failed" or result["message"] != name[::-1]):
                told.changed.append("a check that must fail did not")
    seen = [check for check in told.collected or () if check.rpartition("::")[2] not in names]
    if told.collected is not None and not told.ended and len(seen) == len(told.collected):
        told.changed.append("the checks that must fail were not collected")
    told.collected = None if told.collected is None else seen
    if told.begun.rpartition("::")[2] in names:
        told.begun = ""
    if told.twice:
        told.changed.append("outcomes were told twice")
    return told
