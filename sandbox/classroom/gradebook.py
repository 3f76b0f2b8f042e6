"""Results → `gradebook.csv`, for any spreadsheet.

A newcomer would write what learners typed as it is. To a spreadsheet a text that begins with = + - or @ is a
formula, so such a text gets an apostrophe in front (`safe`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

Plain = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet executes."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as RFC 4180 has them, texts made safe. The mark in front tells Excel that it is UTF-8."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([safe(value) if isinstance(value, str) else value for value in row])
    return f"\ufeff{made.getvalue()}"


def gradebook(results: Plain) -> str:
    """One row a learner, one column an exercise; points after lateness at the end."""
    exercises = [exercise["name"] for exercise in results["exercises"]]
    head = ["name", "email", "id", "file", "made", *exercises, "before lateness", "days late", "points", "of", "notes"]
    rows: list[list[object]] = [head]
    for learner in results["learners"]:
        notes = [*learner["notes"], *(note for exercise in learner["exercises"] for note in exercise["notes"])]
        rows.append(
            [
                *(learner[key] for key in ("name", "email", "id", "file", "made")),
                *(exercise["earned"] for exercise in learner["exercises"]),
                *(learner[key] for key in ("before_lateness", "days_late", "earned")),
                results["points"],
                " ".join(dict.fromkeys([*notes, *([] if results["contained"] else [NOT_CONTAINED])])),
            ]
        )
    return as_csv(rows)


NOT_CONTAINED = "Run with --native: no containment, so hostile code could have decided its own grade."
