"""What of a submission is run: the learner's files, never their checks; and the checks of this checkout.

A newcomer would lay the submission over the starter. Then a file that the learner has deleted would come back.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from pathlib import Path

from sandbox.errors import AuthorError, nearest
from sandbox.lessons import Playground
from sandbox.project import is_check

#: Path → content.
Texts = Mapping[str, str]
#: Beside the standard library's, names that a module of a project would hide.
LIBRARIES = (
    "_pytest",
    "click",
    "flask",
    "itsdangerous",
    "jinja2",
    "markupsafe",
    "pluggy",
    "pytest",
    "sandbox",
    "werkzeug",
)
HIDING = frozenset({*sys.stdlib_module_names, *LIBRARIES, "sitecustomize", "usercustomize"})


def own_files(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """The files that are run, and notes about the others."""
    kept = {name: content for name, content in files.items() if not is_check(name) and not _compiled(name)}
    notes = []
    if left_out := sorted(set(files) - set(kept)):
        notes.append(
            f"Left out, since the checks of the course are used and nothing compiled: {', '.join(left_out[:5])}."
        )
    hiding = sorted(name for name in kept if name.split("/")[0].removesuffix(".py") in HIDING and ".py" in name)
    if hiding:
        notes.append(f"Has files with names of libraries: {', '.join(hiding[:5])}.")
    return kept, notes


def texts(files: Mapping[str, bytes]) -> Texts:
    """Those of the files that are run and are text."""
    found = {}
    for name, content in own_files(files)[0].items():
        with contextlib.suppress(UnicodeDecodeError):
            found[name] = content.decode("utf-8")
    return found


def solution(playground: Playground) -> dict[str, bytes]:
    """Files that pass the checks: the exercise's solution, or the example as it is."""
    answer = playground.exercise.solution if playground.exercise else {}
    texts = {**playground.project.files, **answer}
    return {**playground.project.assets, **{name: text.encode() for name, text in texts.items()}}


def published_checks(playground: Playground) -> dict[str, bytes]:
    """The checks that the learner has seen."""
    return {name: text.encode() for name, text in playground.project.checks.items()}


def hidden_checks(folder: Path, playground: Playground) -> dict[str, bytes]:
    """The instructor's own, with the published `conftest.py`; empty where there are none.

    :raises AuthorError: for a file that is no check.
    """
    own = folder / playground.id
    found: dict[str, bytes] = {}
    for path in sorted(own.rglob("*.py")) if own.is_dir() else []:
        name = path.relative_to(own).as_posix()
        if "__pycache__" in path.parts:
            continue
        if not is_check(name):
            raise AuthorError(str(path), None, f"is no check; expected test_*.py{nearest(name, ['test_app.py'])}")
        found[name] = path.read_bytes()
    shared = {name: text for name, text in published_checks(playground).items() if name.endswith("conftest.py")}
    return {**shared, **found} if found else {}


def _compiled(name: str) -> bool:
    return "__pycache__" in name.split("/") or name.endswith((".pyc", ".pyd", ".so"))
