"""The catalogue as the table of `docs/differences.md`."""

from __future__ import annotations

from pathlib import Path

from .app import GROUPS
from .entries import ENTRIES

PAGE = Path(__file__).parents[3] / "docs" / "differences.md"
BEGIN, END = "<!-- differences -->", "<!-- /differences -->"
COMMAND = "python -m tests.shipped.differences"


def table() -> str:
    """What stands between the two comments: a row for each program that differs and has a title."""
    lines = ["| | at home | here |", "|---|---|---|"]
    for module in GROUPS:
        group = module.__name__.rpartition(".")[2]
        rows = [entry.difference for entry in ENTRIES if entry.group == group and entry.difference]
        lines.append(f"| **{group.capitalize()}** | | |")
        lines += [f"| {row.title} | {row.home} | {row.here} |" for row in rows if row.title]
    return "\n".join(lines)


def with_table(text: str) -> str:
    """The page's text with the catalogue's table. Raises `ValueError` where a comment is missing or there twice."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"{PAGE.name} needs the two lines {BEGIN} and {END}, each of them once.")
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"
