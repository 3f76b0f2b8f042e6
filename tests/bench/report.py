"""Medians, ratios and budgets as a table; everything raw as JSON.

The unit of a time is a bare `loadPyodide()` in the same browser, in the same run. A run with a spare interpreter
waiting is compared with a later visit of the bare one, because by then its files are on disk as well.
"""

from __future__ import annotations

from statistics import median
from typing import Any

from tests.bench.contenders import BARE, RECIPE, SITE
from tests.bench.figures import Figures, Kind

#: Which of the bare figures is the unit; a kind that is not named here has an absolute budget.
COMPARED = {
    Kind.FIRST: Kind.FIRST,
    Kind.SLOW_LINE: Kind.SLOW_LINE,
    Kind.SLOW_PROCESSOR: Kind.SLOW_PROCESSOR,
    Kind.LATER: Kind.LATER,
    Kind.SPARE: Kind.LATER,
    Kind.RERUN: Kind.LATER,
}
#: What the playground may take at most: a ratio, or ms, MB and kB as its kind says.
BUDGETS = {
    Kind.FIRST: 0.6,
    Kind.SLOW_LINE: 0.95,
    Kind.LATER: 0.5,
    Kind.SPARE: 0.1,
    Kind.RERUN: 0.1,
    Kind.REQUEST: 5,
    Kind.WIRE: 6.8,
    Kind.MEMORY: 150,
    Kind.WEIGHT: 30,
}


def table(figures: Figures) -> str:
    """A line for each kind and contender, headings first."""
    lines = [f"{'':56} {'median':>11} {'ratio':>8} {'budget':>10}"]
    for kind in Kind:
        measured = [name for name in (BARE, RECIPE, SITE) if figures.values.get((kind, name))]
        lines += [_line(figures, kind, name) for name in measured]
        if kind in figures.unmeasured and not measured:
            lines.append(f"{f'{kind}, {SITE}':56} not measured: {figures.unmeasured[kind]}")
    return "\n".join(lines)


def _line(figures: Figures, kind: Kind, contender: str) -> str:
    found = median(figures.values[kind, contender])
    line = f"{f'{kind}, {contender}':56} {found:8.{_digits(kind)}f} {kind.unit}"
    judged, unit = found, kind.unit
    if kind in COMPARED:
        judged, unit = found / median(figures.values[COMPARED[kind], BARE]), "×"
        line += f" {judged:6.2f} ×"
    if contender == SITE and kind in BUDGETS:
        verdict = "ok" if judged <= BUDGETS[kind] else "over budget"
        line = f"{line:77} {BUDGETS[kind]:7g} {unit:2} {verdict}"
    return line


def _digits(kind: Kind) -> int:
    if kind is Kind.REQUEST or kind.unit == "kB":
        return 1
    return 2 if kind.unit == "MB" else 0


def raw(figures: Figures, environment: dict[str, Any]) -> dict[str, Any]:
    """Everything that was measured, ready for JSON."""
    values: dict[str, Any] = {}
    for (kind, contender), found in figures.values.items():
        values.setdefault(kind.value, {"unit": kind.unit})[contender] = found
    unmeasured = {kind.value: reason for kind, reason in figures.unmeasured.items()}
    return {"environment": environment, "figures": values, "not measured": unmeasured}
