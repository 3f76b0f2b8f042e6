"""Outcomes → points. Decimal numbers throughout, so that a third of 10 points is 3.33 everywhere.

A newcomer would round each check. An exercise is rounded once, to 0.01, half up, after weights and before lateness.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.classroom.assignment import Assignment

CENT = Decimal("0.01")


def earned(points: int, passed: Mapping[str, bool], weights: Mapping[str, int]) -> Decimal:
    """Of `points`, the share of the checks that passed; a check's weight is 1 unless `weights` names it."""
    whole = sum(weights.get(check, 1) for check in passed)
    got = sum(weights.get(check, 1) for check, right in passed.items() if right)
    return rounded(Decimal(points) * got / whole) if whole else Decimal(0)


def rounded(number: Decimal) -> Decimal:
    """To 0.01, half up."""
    return number.quantize(CENT, ROUND_HALF_UP)


def days_late(moment: datetime, assignment: Assignment) -> int:
    """Days begun after the due date; 0 in time, or where there is none."""
    if not assignment.due or moment <= assignment.due:
        return 0
    return -((assignment.due - moment) // timedelta(days=1))


def kept_percent(days: int, assignment: Assignment) -> int:
    """Percent of the points that are left after so many days; all, where the assignment has no rule."""
    rule = assignment.late
    if not rule or not days:
        return 100
    return 0 if days > rule.days else max(0, 100 - rule.percent * days)
