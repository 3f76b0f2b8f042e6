"""Results → tables that Moodle and Canvas import.

A newcomer would make Canvas's table anew. Canvas knows its students by columns that only its own export has, so that
export is filled in, and whatever else it holds is handed back as it came. Moodle gives up the whole import at the first
row whose learner it does not find, so all rows name learners by the same part.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

from sandbox.classroom.assignment import from_fragment
from sandbox.classroom.gradebook import NOT_CONTAINED, as_csv
from sandbox.errors import Fault

Plain = dict[str, Any]
#: Columns of a Canvas export that can tell who a student is, and which of ours says the same.
_CANVAS = {"SIS User ID": ("id",), "SIS Login ID": ("email", "id"), "ID": ("id",), "Student": ("name",)}
#: A student in Canvas is "Lovelace, Ada".
_FAMILY_FIRST = "Student"


def moodle(results: Plain) -> str:
    """Identifier (`moodle_part` of each learner), grade, feedback. Who has not given that part is left out."""
    part = moodle_part(results)
    rows: list[list[object]] = [["identifier", "grade", "feedback"]]
    rows += [
        [learner[part].strip(), learner["earned"], feedback(learner, results["contained"])]
        for learner in results["learners"]
        if learner[part].strip()
    ]
    return as_csv(rows)


def moodle_part(results: Plain) -> str:
    """By what Moodle's table tells learners apart: id, else e-mail, else name, whichever they were asked for."""
    ask = from_fragment(results["assignment"]).ask
    return next((part for part in ("id", "email") if part in ask), "name")


def not_in_moodle(results: Plain) -> list[str]:
    """The keys of learners whom `moodle` leaves out."""
    part = moodle_part(results)
    return [learner["key"] for learner in results["learners"] if not learner[part].strip()]


def feedback(learner: Plain, contained: bool) -> str:
    """What a learner is told in a few lines; names of hidden checks stay out of it."""
    lines = [learner["comment"]] if learner["comment"] else []
    for exercise in learner["exercises"]:
        lines.append(f"{exercise['name']}: {exercise['earned']:g} of {exercise['points']}")
        lines += [exercise["comment"]] if exercise["comment"] else []
        wrong = [check for check in exercise["checks"] if check["outcome"] != "passed"]
        lines += [f"- {check['label']}" for check in wrong if check["kind"] == "published"]
        if hidden := sum(check["kind"] == "hidden" for check in wrong):
            lines.append(f"- {hidden} hidden {'check' if hidden == 1 else 'checks'} did not pass.")
    if learner["days_late"]:
        days = "day" if learner["days_late"] == 1 else "days"
        lines.append(f"Late by {learner['days_late']} {days} begun: {learner['kept_percent']} percent are kept.")
    return "\n".join([*lines, *([] if contained else [NOT_CONTAINED])])


def canvas(results: Plain, export: str, column: str) -> tuple[str, list[str]]:
    """The export with points in `column`, and the keys of learners who are not in it.

    :raises Fault: where it is no export of Canvas's gradebook, has no such column, or two students are the same.
    """
    text = export.removeprefix("\ufeff")
    # An option of Canvas, for places where numbers have commas. Its first column is always the same.
    between = ";" if text.startswith(("Student;", '"Student";')) else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    if not rows or not any(name in rows[0] for name in _CANVAS):
        raise Fault(f"is no export of a Canvas gradebook: it has none of the columns {', '.join(_CANVAS)}")
    fitting = [
        number for number, name in enumerate(rows[0]) if name.strip() == column or name.startswith(f"{column} (")
    ]
    if len(fitting) != 1:
        raise Fault(f'has {len(fitting)} columns "{column}", expected one; found {", ".join(rows[0])}')
    [place] = fitting
    missing = []
    for learner in results["learners"]:
        found = _rows_of(learner, rows)
        if len(found) > 1:
            raise Fault(f"has {len(found)} students that are “{learner['key']}”; let learners give an id or an e-mail")
        if not found:
            missing.append(learner["key"])
            continue
        row = rows[found[0]]
        row += [""] * (place + 1 - len(row))
        row[place] = f"{learner['earned']:g}"
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=between).writerows(rows)
    return ("\ufeff" if export.startswith("\ufeff") else "") + made.getvalue(), missing


def _rows_of(learner: Plain, rows: list[list[str]]) -> list[int]:
    """The first column that knows the learner decides."""
    for name, parts in _CANVAS.items():
        if name not in rows[0]:
            continue
        place = rows[0].index(name)
        wanted = {_plain(learner[part]) for part in parts if learner[part].strip()}
        found = [
            number for number, row in enumerate(rows[1:], 1) if len(row) > place and wanted & _names(name, row[place])
        ]
        if found:
            return found
    return []


def _names(column: str, cell: str) -> set[str]:
    """How the cell can be meant."""
    family, comma, given = cell.partition(",")
    turned = {_plain(f"{given} {family}")} if column == _FAMILY_FIRST and comma else set()
    return {_plain(cell), *turned}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
