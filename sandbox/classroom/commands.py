"""The commands of an instructor, `flaskroom grade`; also `python3 dev.py grade`.

A newcomer would stop at the first submission that cannot be read. Only what the instructor has written stops it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from sandbox.bundle.__main__ import ROOT
from sandbox.classroom.assignment import read_assignment
from sandbox.classroom.gradebook import gradebook
from sandbox.classroom.grading import Grader
from sandbox.classroom.grading import grade as grade_all
from sandbox.classroom.reading import read_folder
from sandbox.classroom.results import results_of
from sandbox.classroom.running import Limits, bundle_there
from sandbox.errors import AuthorError

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def classroom() -> None:
    """Flaskroom for instructors."""


@classroom.command()
@click.argument("submissions", type=FOLDER)
@click.option("--assignment", "assigned", type=FILE, required=True, help="The assignment.toml that was handed out.")
@click.option("--hidden", type=FOLDER, help="Your own checks: <track>/<lesson>/<playground>/test_*.py")
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True, help="At a time.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="graded", show_default=True)
@click.option("--seconds", type=click.IntRange(1, 3600), default=60, show_default=True, help="For one exercise's run.")
@click.option("--native", is_flag=True, help="With this Python, without containment: only for code that you trust.")
@click.option("--lessons", "root", type=FOLDER, default=ROOT, hidden=True)
def grade(
    submissions: Path,
    assigned: Path,
    hidden: Path | None,
    jobs: int,
    out: Path,
    seconds: int,
    native: bool,
    root: Path,
) -> None:
    """Grade every *.flaskroom.zip and .txt in a folder, by the checks of this checkout."""
    if not native and not bundle_there():
        raise click.ClickException("The shipped Python is not built. Run `python3 dev.py build` first.")
    if native:
        click.echo("--native: NO CONTAINMENT. The code of learners runs with your rights on this computer.", err=True)
    try:
        assignment = read_assignment(assigned)
        grader = Grader(root, out / "cache", Limits(seconds), native, hidden)
        chosen, others = read_folder(submissions, assignment)
        exams, lines = grader.exercises(assignment)
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    graded = grade_all(grader, exams, chosen, jobs, _progress)
    results = results_of(assignment, exams, chosen, graded, others, lines, native, {})
    _write(out / "results.json", json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    _write(out / "gradebook.csv", gradebook(results))
    for line in [*lines, *(f"{other.file}: {other.why}" for other in others)]:
        click.echo(line)
    click.echo(f"{len(chosen)} graded, {len(others)} files not. The results are in {out}{os.sep}")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of} exercises graded", nl=done == of, err=True)


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(text.encode("utf-8"))  # as bytes, so that the line ends of CSV stay on every system
    beside.replace(path)


if __name__ == "__main__":
    classroom()
