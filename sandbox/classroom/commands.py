"""The commands of an instructor, `assign`, `grade` and `export`; also `python3 dev.py grade …`.

A newcomer would stop at the first submission that cannot be read. Only what the instructor has written stops it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from sandbox.bundle.__main__ import ROOT
from sandbox.classroom.assigning import completed, exercises_there_are, to_toml
from sandbox.classroom.assignment import read_assignment, to_fragment
from sandbox.classroom.exporting import export
from sandbox.classroom.gradebook import gradebook
from sandbox.classroom.grading import Grader
from sandbox.classroom.grading import grade as grade_all
from sandbox.classroom.junit import junit
from sandbox.classroom.learning_platforms import canvas as fill_in
from sandbox.classroom.learning_platforms import moodle, moodle_part, not_in_moodle
from sandbox.classroom.marks import Marks, write_once
from sandbox.classroom.pages import pages
from sandbox.classroom.reading import read_folder
from sandbox.classroom.received import read_received
from sandbox.classroom.results import results_of
from sandbox.classroom.running import Limits, bundle_there
from sandbox.classroom.similar import similar_works
from sandbox.classroom.works import works_of
from sandbox.errors import AuthorError, Fault

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def classroom() -> None:
    """Flaskroom for instructors."""


classroom.add_command(export)


@classroom.command()
@click.argument("file", type=FILE, required=False)
@click.option("--site", help="Address of the site that learners use.")
@click.option("--list", "listing", is_flag=True, help="Show lessons and exercises instead.")
@click.option("--lessons", "root", type=FOLDER, default=ROOT, hidden=True)
def assign(file: Path | None, site: str | None, listing: bool, root: Path) -> None:
    """Print the link of an assignment and write the complete file beside it."""
    try:
        if listing:
            click.echo("\n".join(exercises_there_are(root)))
            return
        if not file:
            raise click.UsageError("Name a file, or --list.")
        assignment = completed(root, read_assignment(file))
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    except Fault as fault:
        raise click.ClickException(f"{file.name if file else ''}: {fault.message}") from None
    complete = file.with_name(f"{file.name.removesuffix('.toml')}.complete.toml")
    _write(complete, to_toml(assignment))
    click.echo(f"{(site or '').rstrip('/')}/assignment/#{to_fragment(assignment)}")
    if not site:
        click.echo("Put the address of your site in front, or say --site.", err=True)
    click.echo(f"Grade with --assignment {complete}", err=True)


@classroom.command()
@click.argument("submissions", type=FOLDER)
@click.option("--assignment", "assigned", type=FILE, required=True, help="The assignment.toml that was handed out.")
@click.option("--hidden", type=FOLDER, help="Your own checks: <track>/<lesson>/<playground>/test_*.py")
@click.option("--received", type=FILE, help="A table with the columns file and received: when the files came in.")
@click.option("--canvas", type=FILE, help="Canvas's own export of its gradebook; a filled-in copy is written.")
@click.option("--canvas-column", help="Its column for the points; without this, the assignment's title.")
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True, help="At a time.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="graded", show_default=True)
@click.option("--seconds", type=click.IntRange(1, 3600), default=60, show_default=True, help="For one exercise's run.")
@click.option("--native", is_flag=True, help="With this Python, without containment: only for code that you trust.")
@click.option("--lessons", "root", type=FOLDER, default=ROOT, hidden=True)
def grade(
    submissions: Path,
    assigned: Path,
    hidden: Path | None,
    received: Path | None,
    canvas: Path | None,
    canvas_column: str | None,
    jobs: int,
    out: Path,
    seconds: int,
    native: bool,
    root: Path,
) -> None:
    """Grade every submission in a folder (*.zip, *.txt, *.html), by the checks of this checkout."""
    if not native and not bundle_there():
        raise click.ClickException("The shipped Python is not built. Run `python3 dev.py build` first.")
    if native:
        click.echo("--native: NO CONTAINMENT. The code of learners runs with your rights on this computer.", err=True)
    try:
        assignment = read_assignment(assigned)
        grader = Grader(root, out / "cache", Limits(seconds), native, hidden)
        chosen, others = read_folder(submissions, assignment)
        moments = read_received(received, [one.file for one in chosen]) if received else {}
        keys = [one.key for one in chosen]
        marks = Marks(out / "marks.toml", keys, [assigned.name for assigned in assignment.exercises])
        exams, lines = grader.exercises(assignment)
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    graded = grade_all(grader, exams, chosen, jobs, _progress)
    works = works_of(exams, chosen)
    pairs, unknown = similar_works(exams, works)
    lines += unknown
    results = {
        **results_of(assignment, exams, chosen, graded, others, lines, native, moments, marks),
        "similar": pairs,
    }
    write_once(out / "marks.toml", keys, assignment.exercises[0].name)
    _write(out / "results.json", json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    _write(out / "gradebook.csv", gradebook(results))
    _write(out / "moodle.csv", moodle(results))
    _write(out / "junit.xml", junit(results))
    written = [_write(out / "pages" / name, page) for name, page in pages(results, works)]
    for path in (out / "pages" / "similar").glob("*.html"):
        if path not in written:
            path.unlink()  # of an earlier grading; the two are alike no more
    if canvas:
        lines += _fill_in(results, canvas, canvas_column or assignment.title, out / "canvas.csv")
    part = moodle_part(results)
    lines += [f"{key} is not in moodle.csv, where learners are known by their {part}" for key in not_in_moodle(results)]
    for line in [*lines, *(f"{other.file}: {other.why}" for other in others)]:
        click.echo(line)
    click.echo(f"{len(chosen)} graded, {len(others)} files not. The results are in {out}{os.sep}")


def _fill_in(results: dict[str, Any], export: Path, column: str, target: Path) -> list[str]:
    """Writes the filled-in export; says who is not in it."""
    try:
        table, missing = fill_in(results, export.read_bytes().decode("utf-8"), column)
    except UnicodeDecodeError:
        raise click.ClickException(f"{export.name} is not UTF-8 text") from None
    except Fault as fault:
        raise click.ClickException(f"{export.name} {fault.message}") from None
    _write(target, table)
    return [f"{key} is not in {export.name}" for key in missing]


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of} exercises graded", nl=done == of, err=True)


def _write(path: Path, text: str | bytes) -> Path:
    """Whole or not at all; where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    # As bytes, so that the line ends of CSV stay on every system; half a character is what a manifest may hold.
    beside.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    return beside.replace(path)


if __name__ == "__main__":
    classroom()
