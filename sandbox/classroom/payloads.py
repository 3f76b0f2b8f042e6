"""The payload that a page carries → the playground that it was made of, as far as grading needs it.

A newcomer would publish the lessons once more for it. The payload has all of it: files, checks, and the solution.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from sandbox.exercises import Exercise
from sandbox.lessons import Playground
from sandbox.project import Project


def playground_of(payload: dict[str, Any]) -> Playground:
    """From a payload of schema 1 (`embed.payload`); it has no folder, and neither hints nor saved requests."""
    assets = {name: base64.b64decode(text) for name, text in payload["assets"].items()}
    own = payload["exercise"]
    exercise = Exercise(own["points"], (), own["solution"], {}, ()) if own else None
    return Playground(payload["name"], Path(), Project(payload["files"], assets, payload["checks"]), (), exercise)
