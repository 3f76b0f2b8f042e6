"""The command `export`: a lesson or an assignment in the form that another system takes; also `dev.py export …`.

A newcomer would write the file first and look afterwards. All that can be wrong is found before anything is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import is_zipfile

import click

from sandbox.bundle.__main__ import ROOT
from sandbox.classroom import classroom50
from sandbox.classroom.assigning import completed
from sandbox.classroom.assignment import Assignment, read_assignment
from sandbox.classroom.exports import Export
from sandbox.classroom.package_sizes import sizes
from sandbox.classroom.scorm import scorm12, scorm2004
from sandbox.curriculum import load_curriculum
from sandbox.errors import AuthorError, Fault, nearest

#: Name → what writes `Export.out` and gives its path back; it raises `Fault` or `AuthorError`.
FORMATS: dict[str, Callable[[Export], Path]] = {
    "scorm12": scorm12,
    "scorm2004": scorm2004,
    "classroom50": classroom50.export,
}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--lesson", metavar="TRACK/LESSON", help="One lesson with all of its exercises.")
@click.option(
    "--assignment", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An assignment.toml."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file or folder to write, a new one.")
@click.option("--site", help="Address of your site, for links to pages that are not in the package.")
@click.option("--xapi", metavar="URL|launch", help="Report to this xAPI endpoint, or to the one in the launch address.")
@click.option("--built", type=click.Path(path_type=Path), help="Folder of the built site; without this, site/.")
@click.option("--lessons", "root", type=FOLDER, default=ROOT, hidden=True)
def export(
    form: str,
    lesson: str | None,
    file: Path | None,
    out: Path,
    site: str | None,
    xapi: str | None,
    built: Path | None,
    root: Path,
) -> None:
    """Write one lesson or an assignment as a package that a learning management system (LMS) hosts.

    Or an assignment as repositories for Classroom 50.
    """
    if (lesson is None) == (file is None):
        raise click.UsageError("Say either --lesson or --assignment.")
    if out.exists():
        raise click.ClickException(f"{out} exists. Remove it, or choose another name.")
    if not out.absolute().parent.is_dir():
        raise click.ClickException(f"{out.parent}{os.sep} is no folder. Make it first.")
    try:
        assignment = _assignment(root, file) if file else None
        what = Export(root, built or root / "site", _known(root, lesson), assignment, out, site, xapi)
        made = FORMATS[form](what)
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    except Fault as fault:
        raise click.ClickException(f"{file.name}: {fault.message}" if file else fault.message) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or out} cannot be used: {error.strerror}") from None
    if xapi and urlsplit(xapi).username:
        click.echo("Whoever opens the package can read the name and password of the endpoint in it.", err=True)
    told = sizes(made) if is_zipfile(made) else [f"Written to {made}. What to do with it is in its README.md."]
    click.echo("\n".join(told))


def _assignment(root: Path, file: Path) -> Assignment:
    return completed(root, read_assignment(file))


def _known(root: Path, lesson: str | None) -> str | None:
    """The lesson's id; a page or folder is understood too."""
    if lesson is None:
        return None
    name = lesson.replace("\\", "/").strip("/").removeprefix("docs/").removeprefix("lessons/").removesuffix(".md")
    known = [entry.id for entry in load_curriculum(root).lessons]
    if name not in known:
        raise Fault(f'there is no lesson "{lesson}", expected <track>/<lesson>{nearest(name, known)}')
    return name
