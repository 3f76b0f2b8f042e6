"""The command `flaskroom`, for authors and instructors: it works on the project around the current folder.

`python3 dev.py lint`, `new`, `doctor` and `dev.py test LESSON` hand over to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from sandbox.authoring import lint as linter
from sandbox.authoring import proof
from sandbox.authoring.codes import ERROR
from sandbox.authoring.doctor import main as doctor_of
from sandbox.authoring.findings import Texts
from sandbox.authoring.new import new_lesson, new_playground
from sandbox.authoring.report import FORMATS
from sandbox.classroom.commands import classroom
from sandbox.errors import AuthorError, nearest
from sandbox.lessons import lesson_ids


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Writes, checks, assigns and grades lessons."""


def project() -> Path:
    """The folder of mkdocs.yml and lessons/, at or above the current one."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "lessons").is_dir():
            return folder
    raise click.ClickException(f"{here} is in no project: no folder above it holds mkdocs.yml and lessons/")


def known_lessons(root: Path, given: tuple[str, ...]) -> list[str]:
    """Ids of lessons, given as such, as their folder, or as their page."""
    known = lesson_ids(root)
    found = []
    for word in given:
        path = Path(word).as_posix().removeprefix("./").rstrip("/")
        lesson = path.removeprefix("lessons/").removeprefix("docs/").removesuffix(".md")
        if lesson not in known:
            message = f'there is no lesson "{word}", expected <track>/<lesson> with a folder in lessons/'
            raise click.ClickException(f"{message}{nearest(lesson, known)}")
        found.append(lesson)
    return found


@main.command()
@click.argument("lessons", nargs=-1, metavar="[TRACK/LESSON]...")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def lint(lessons: tuple[str, ...], form: str, strict: bool) -> None:
    """Says all that is wrong with lessons and their pages; without a name, with the whole site.

    Ends with 1 on an error, and with 0 where there are warnings only.
    """
    root = project()
    try:
        findings = linter.lint(root, known_lessons(root, lessons) or None)
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    if report := FORMATS[form](findings, Texts(root)):
        click.echo(report)
    sys.exit(any(strict or finding.level == ERROR for finding in findings))


@main.group()
def new() -> None:
    """Writes files that pass every check, for you to replace piece by piece."""


@new.command()
@click.argument("lesson", metavar="TRACK/LESSON")
@click.option("--title", help="The lesson's title; without it, its name in words.")
@click.option("--track-title", help="Heading of a new track in the site's navigation.")
def lesson(lesson: str, title: str | None, track_title: str | None) -> None:
    """A lesson with an example, a question and an exercise, and its page in the navigation."""
    root = project()
    written(root, lambda: new_lesson(root, lesson, title, track_title), lesson)


@new.command()
@click.argument("playground", metavar="TRACK/LESSON/PLAYGROUND")
@click.option("--exercise", is_flag=True, help="With a solution and mistakes, for the reader to solve.")
def playground(playground: str, exercise: bool) -> None:
    """One more playground of a lesson, with its fence at the end of the page."""
    root = project()
    written(root, lambda: new_playground(root, playground, exercise), playground.rpartition("/")[0])


def written(root: Path, make: Callable[[], list[str]], lesson: str) -> None:
    """Makes files and lists them."""
    try:
        files = make()
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    command = "python3 dev.py" if (root / "dev.py").is_file() else "flaskroom"
    click.echo(
        "\n".join([*files, "", "Change them; then:", f"  {command} lint {lesson}", f"  {command} test {lesson}"])
    )


@main.command()
@click.argument("lessons", nargs=-1, metavar="[TRACK/LESSON]...")
@click.option(
    "--depth", "depths", type=click.Choice(list(proof.DEPTHS)), multiple=True, help="Only this; may be repeated."
)
def test(lessons: tuple[str, ...], depths: tuple[str, ...]) -> None:
    """Proves lessons at all depths; without a name, all of them.

    That is: solutions pass, starters fail, mistakes are known, and saved requests are answered, with the Python of this
    machine, in the one that ships, and in a page.
    """
    root = project()
    sys.exit(proof.prove(root, known_lessons(root, lessons) or lesson_ids(root), depths or tuple(proof.DEPTHS)))


@main.command()
def doctor() -> None:
    """Says what this machine lacks for working on the project, and what to do."""
    root = project()
    if not (root / "dev.py").is_file():
        raise click.ClickException(f"{root} has no dev.py, so nothing is known about what it needs")
    sys.exit(doctor_of(root))


for command in classroom.commands.values():
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="flaskroom")
