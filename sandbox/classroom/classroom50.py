"""An assignment as Classroom 50 takes it: a template repository, and an autograder for the teacher's own repository.

What it expects is said in github.com/foundation50/classroom50, in autumn 2026: wiki/Advanced-Autograding.md,
wiki/Assignment-Templates.md, schemas/result-v1.schema.json, and the skeleton's runner.py. A newcomer would put grading
into the template. It lies with the teacher, and `.github/workflows/autograde.yaml` is Classroom 50's own.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.classroom.exports import Export
from sandbox.classroom.judging import expected_checks
from sandbox.classroom.pins import pins
from sandbox.classroom.projects import published_checks, solution
from sandbox.classroom.running import Limits, Runner
from sandbox.errors import Fault
from sandbox.lessons import Playground, load_lesson

#: Classroom 50 takes `[a-z0-9][a-z0-9-]{1,38}`.
LONGEST_SLUG = 39
AUTOGRADER = Path(__file__).with_name("autograder.py")
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates") / "classroom50"),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Exported:
    """One exercise; `checks` are all that there are, with labels."""

    playground: Playground
    points: int
    checks: dict[str, str]

    @property
    def name(self) -> str:
        return self.playground.id

    @property
    def lesson(self) -> str:
        return self.name.rpartition("/")[0]


def export(wanted: Export) -> Path:
    """Writes the folders `template` and `autograder`, and a README that says what they are for.

    :raises Fault: for a lesson alone, or where the checks do not pass with the lesson's own solution.
    """
    assignment = wanted.assignment
    if assignment is None:
        raise Fault("Classroom 50 takes assignments; say --assignment")
    if wanted.xapi:
        raise Fault("--xapi is for SCORM packages, and Classroom 50 sends no statements; leave it out")
    parts = [_part(wanted.root, one.name, one.points) for one in assignment.exercises]
    slug = slug_of(assignment.title)
    template, autograder = wanted.out / "template", wanted.out / "autograder"
    requirements = "".join(f"{pin}\n" for pin in pins(part.playground for part in parts))
    told = {"slug": slug, "title": assignment.title, "exercises": [_told(part) for part in parts]}
    for folder in (autograder, template / ".github" / "flaskroom"):
        _write(folder / "assignment.json", json.dumps(told, indent=2, ensure_ascii=False) + "\n")
        _write(folder / "requirements.txt", requirements)
        shutil.copyfile(AUTOGRADER, folder / "autograder.py")
    for part in parts:
        project = part.playground.project
        for name, text in {**project.files, **project.checks}.items():
            _write(template / part.name / name, text)
        for name, content in project.assets.items():
            _write(template / part.name / name, content)
        for name, text in project.checks.items():
            _write(autograder / "checks" / part.name / name, text)
    words = {"assignment": assignment, "exams": parts, "slug": slug, "site": (wanted.address or "").rstrip("/")}
    _write(template / "README.md", _environment.get_template("student.md").render(words))
    _write(template / "requirements.txt", requirements)
    _write(template / ".gitignore", "__pycache__/\n.venv/\ninstance/\nresult.json\nrelease-body.md\n")
    _write(template / ".github" / "workflows" / "checks.yaml", _environment.get_template("checks.yaml").render())
    _write(wanted.out / "README.md", _environment.get_template("instructor.md").render(words))
    return wanted.out


def slug_of(title: str) -> str:
    """A name that Classroom 50 takes, from the letters and digits of the title."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    return words if len(words) > 1 else f"assignment{'-' if words else ''}{words}"


def _part(root: Path, name: str, points: int | None) -> Exported:
    lesson, _, playground_name = name.rpartition("/")
    playground = load_lesson(root, lesson).playgrounds[playground_name]
    usual = playground.exercise.points if playground.exercise else 0
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(Path(folder), Limits(), native=True)  # the course's own code
        try:
            checks = expected_checks(runner, solution(playground), published_checks(playground))
        except Fault as fault:
            raise Fault(f"{name}: {fault.message}") from None
    return Exported(playground, usual if points is None else points, checks)


def _told(part: Exported) -> dict[str, object]:
    return {"name": part.name, "points": part.points, "checks": part.checks}


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
