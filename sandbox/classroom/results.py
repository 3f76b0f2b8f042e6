"""Outcomes of a class → `results.json` (format 1), from which every other report is made.

A newcomer would compute totals in each report. They are computed here alone; `docs/grading.md` explains each key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.classroom.assignment import Assignment, to_fragment
from sandbox.classroom.exams import Exam, Graded
from sandbox.classroom.marks import Marks
from sandbox.classroom.reading import Chosen, NotGraded
from sandbox.classroom.scoring import days_late, earned, kept_percent, rounded

Plain = dict[str, Any]


def results_of(
    assignment: Assignment,
    exams: list[Exam],
    chosen: list[Chosen],
    graded: Mapping[tuple[str, str], Graded],
    others: list[NotGraded],
    lines: list[str],
    native: bool,
    received: Mapping[str, datetime],
    marks: Marks,
) -> Plain:
    """Everything, as plain data; points are numbers with at most two decimals."""
    return {
        "format": 1,
        "kind": "flaskroom-results",
        "title": assignment.title,
        "assignment": to_fragment(assignment),
        "due": assignment.due.isoformat() if assignment.due else None,
        "contained": not native,
        "points": sum(exam.points for exam in exams),
        "exercises": [{"name": exam.assigned.name, "points": exam.points} for exam in exams],
        "lines": lines,
        "learners": [
            learner_of(assignment, one, [graded[one.key, exam.assigned.name] for exam in exams], received, marks)
            for one in chosen
        ],
        "not_graded": [{"file": other.file, "why": other.why} for other in others],
    }


def learner_of(
    assignment: Assignment, one: Chosen, works: list[Graded], received: Mapping[str, datetime], marks: Marks
) -> Plain:
    """One learner's part of it."""
    notes = list(one.notes)
    moment = received.get(one.file, one.submission.made)
    days = days_late(moment, assignment)
    percent = kept_percent(days, assignment)
    if days:
        rule = f"{percent} percent of the points are kept" if assignment.late else "the assignment has no rule for that"
        notes.append(f"Late by {days} {'day' if days == 1 else 'days'} begun; {rule}.")
    exercises = [_exercise(work, one.key, marks) for work in works]
    before = sum((Decimal(str(exercise["earned"])) for exercise in exercises), Decimal(0))
    return {
        "key": one.key,
        **{part: one.submission.learner.get(part, "") for part in ("name", "email", "id")},
        "file": one.file,
        "made": one.submission.made.isoformat(),
        "received": received[one.file].isoformat() if one.file in received else None,
        "days_late": days,
        "kept_percent": percent,
        "before_lateness": float(before),
        "earned": float(rounded(before * percent / 100)),
        "comment": marks.comment(one.key),
        "notes": notes,
        "exercises": exercises,
    }


def _exercise(work: Graded, learner: str, marks: Marks) -> Plain:
    checks = [
        {
            "check": outcome.check,
            "kind": kind,
            "label": outcome.label,
            "outcome": outcome.outcome,
            "message": outcome.message,
            "weight": work.exam.weights.get(f"{kind}:{outcome.check}", 1),
        }
        for kind, judged in work.judged.items()
        for outcome in judged.checks
    ]
    passed = {f"{check['kind']}:{check['check']}": check["outcome"] == "passed" for check in checks}
    computed = float(earned(work.exam.points, passed, work.exam.weights))
    given = marks.points(learner, work.exam.assigned.name)
    notes = [*work.notes, *(note for judged in work.judged.values() for note in judged.notes)]
    if given is not None:
        notes.append(f"Points given by hand; computed were {computed:g}.")
    return {
        "name": work.exam.assigned.name,
        "points": work.exam.points,
        "computed": computed,
        "earned": computed if given is None else given,
        "comment": marks.comment(learner, work.exam.assigned.name),
        "handed_in": bool(work.judged),
        "checks": checks,
        "notes": list(dict.fromkeys(notes)),
    }
