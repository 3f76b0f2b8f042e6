"""Playground and fence options → payload, the JSON that a page carries (schema 1; its types are in `web/payload.ts`).

`tests/golden/payload.json` is the contract between the two languages: change both sides and the file together.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.edition import edition, files_version
from sandbox.errors import Fault, listed, nearest
from sandbox.lessons import STARTER, Playground
from sandbox.prose import to_html

SCHEMA = 1
#: What a learner would type at home; `RunCommand` in payload.ts.
RUN_COMMANDS = ("flask run", "flask run --debug", "python app.py")


@dataclass(frozen=True)
class Options:
    """The options of a `playground` fence; None where the default depends on the playground."""

    path: str = "/"
    file: str | None = None
    title: str | None = None
    run: str = "flask run"


def parse_options(given: Mapping[str, str]) -> Options:
    """Options as written on the fence. Raises `Fault` for an unknown one or a value that cannot be."""
    known = Options.__dataclass_fields__
    for name in given:
        if name not in known:
            raise Fault(f'unknown option "{name}", expected one of {listed(known)}{nearest(name, known)}')
    options = Options(**given)
    if not options.path.startswith("/") or options.path.startswith("//"):
        raise Fault(f'option path is "{options.path}", expected a path such as "/greet/Ada"')
    if options.run not in RUN_COMMANDS:
        raise Fault(f'option run is "{options.run}", expected one of {listed(RUN_COMMANDS)}')
    if options.title is not None and not options.title.strip():
        raise Fault("option title is empty; leave it out for the playground's name in words")
    return options


def payload(playground: Playground, options: Options) -> dict[str, Any]:
    """The payload, ready for JSON. Raises `Fault` where the option `file` names no file of the playground."""
    project = playground.project
    tabs = [*project.files, *project.checks]
    if options.file is not None and options.file not in tabs:
        raise Fault(f'option file is "{options.file}", expected one of {listed(tabs)}{nearest(options.file, tabs)}')
    # Whoever brings a project along brings its tests too, and edits them.
    own = playground.id == STARTER
    files, checks = ({**project.files, **project.checks}, {}) if own else (dict(project.files), dict(project.checks))
    return {
        "schema": SCHEMA,
        "name": playground.id,
        "title": options.title or playground_title(playground),
        "kind": "project" if own else "exercise" if playground.exercise else "example",
        "version": files_version(files),
        "run": options.run,
        "path": options.path,
        "open": options.file or tabs[0],
        "files": files,
        "assets": {name: base64.b64encode(content).decode("ascii") for name, content in project.assets.items()},
        "checks": checks,
        "requests": [
            {
                "name": request.name,
                "method": request.method,
                "path": request.path,
                "headers": [list(header) for header in request.headers],
                "body": request.body,
            }
            for request in playground.requests
        ],
        "exercise": _exercise(playground),
    }


def playground_title(playground: Playground) -> str:
    """Its folder's name in words, for a fence that gives no title."""
    return playground.id.rpartition("/")[2].replace("-", " ").capitalize()


def _exercise(playground: Playground) -> dict[str, Any] | None:
    exercise = playground.exercise
    if exercise is None:
        return None
    hints = [str(to_html(hint)) for hint in exercise.hints]
    mistakes = [{"says": mistake.says, "because": str(to_html(mistake.because))} for mistake in exercise.mistakes]
    return {
        "points": exercise.points,
        "edition": edition(playground),
        "hints": hints,
        "solution": dict(exercise.solution),
        "mistakes": mistakes,
    }
