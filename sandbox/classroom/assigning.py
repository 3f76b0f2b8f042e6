"""A course author's short `assignment.toml` → the complete one, with the edition of every exercise; and what there is.

A newcomer would leave the editions out. Without them nobody can tell later that an exercise has changed since it was
handed out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sandbox.classroom.assignment import FORMAT, Assigned, Assignment
from sandbox.classroom.marks import toml_text
from sandbox.edition import edition
from sandbox.errors import Fault, nearest
from sandbox.lessons import load_lesson, load_lessons, playground_ids


def completed(root: Path, assignment: Assignment) -> Assignment:
    """The assignment with the editions that its exercises have now.

    :raises Fault: for an exercise that is not in `lessons/`, or a playground that is no exercise and has no points.
    """
    known = playground_ids(root)
    return replace(assignment, exercises=tuple(_completed(root, one, known) for one in assignment.exercises))


def _completed(root: Path, assigned: Assigned, known: list[str]) -> Assigned:
    if assigned.name not in known:
        raise Fault(f'there is no exercise "{assigned.name}" in lessons/{nearest(assigned.name, known)}')
    lesson, _, name = assigned.name.rpartition("/")
    playground = load_lesson(root, lesson).playgrounds[name]
    if playground.exercise is None and assigned.points is None:
        raise Fault(f'"{assigned.name}" is an example, which has no points; give it some in [points], or leave it out')
    return replace(assigned, edition=edition(playground))


def to_toml(assignment: Assignment) -> str:
    """The file that `read_assignment` reads."""
    return "\n".join(_lines(assignment)) + "\n"


def exercises_there_are(root: Path) -> Iterator[str]:
    """A line a lesson with its minutes, and one an exercise with its points."""
    for lesson in load_lessons(root).values():
        exercises = [one for one in lesson.playgrounds.values() if one.exercise]
        if exercises:
            yield f"{lesson.id}: {lesson.title} ({lesson.minutes} min)"
        for playground in exercises:
            points = playground.exercise.points if playground.exercise else 0
            yield f"  {playground.id}  {points} {'point' if points == 1 else 'points'}"


def _lines(assignment: Assignment) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield f"title = {toml_text(assignment.title)}"
    if assignment.instructions:
        yield f"instructions = {toml_text(assignment.instructions)}"
    if assignment.due:
        yield f"due = {assignment.due.isoformat()}"
    yield f"ask = [{', '.join(map(toml_text, assignment.ask))}]"
    yield f"reveal = [{', '.join(map(toml_text, assignment.reveal))}]"
    yield "exercises = ["
    for one in assignment.exercises:
        yield f"  {toml_text(one.name + (f'@{one.edition}' if one.edition else ''))},"
    yield "]"
    if points := {one.name: one.points for one in assignment.exercises if one.points is not None}:
        yield "\n[points]"
        yield from (f"{toml_text(name)} = {number}" for name, number in points.items())
    if assignment.late:
        yield f"\n[late]\npercent_a_day = {assignment.late.percent}\ndays = {assignment.late.days}"
