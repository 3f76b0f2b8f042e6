"""`export`: an assignment in the form that another platform takes.

A newcomer would let each format read the command line. A format gets an `Export` and says where it has written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from sandbox.bundle.__main__ import ROOT
from sandbox.classroom import classroom50
from sandbox.classroom.assignment import Assignment, read_assignment
from sandbox.errors import AuthorError, Fault, nearest
from sandbox.lessons import playground_ids


@dataclass(frozen=True)
class Export:
    """What is exported: `assignment`, of the lessons below `root`, into the folder `out`.

    `site` is the address of the site that learners use; it may be empty.
    """

    root: Path
    assignment: Assignment
    out: Path
    site: str = ""


#: Name → what writes it and returns its folder or file.
FORMATS: dict[str, Callable[[Export], Path]] = {"classroom50": classroom50.export}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path), default="exported", show_default=True)
@click.option("--site", default="", help="Address of the site that learners use.")
@click.option("--lessons", "root", type=click.Path(exists=True, path_type=Path), default=ROOT, hidden=True)
def export(file: Path, form: str, out: Path, site: str, root: Path) -> None:
    """Write an assignment for another platform."""
    try:
        assignment = read_assignment(file)
        known = playground_ids(root)
        for one in assignment.exercises:
            if one.name not in known:
                raise Fault(f'there is no exercise "{one.name}" in lessons/{nearest(one.name, known)}')
        written = FORMATS[form](Export(root, assignment, out, site.rstrip("/")))
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    except Fault as fault:
        raise click.ClickException(f"{file.name}: {fault.message}") from None
    click.echo(f"Written to {written}. What to do with it is in its README.md.")
