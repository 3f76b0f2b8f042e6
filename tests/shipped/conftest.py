"""Runs jobs inside the bundle's own Pyodide, once for the whole session, on all cores."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sandbox.bundle.__main__ import deno
from sandbox.lessons import Playground, load_lessons
from tests.course import ROOT
from tests.proof.variants import Variant, variants

BUNDLE = ROOT / "docs" / "assets" / "sandbox" / "bundle"
#: Seconds for all jobs of one process; bounds a hang.
PATIENCE = 1800
Plain = dict[str, Any]

PLAYGROUNDS = [playground for lesson in load_lessons(ROOT).values() for playground in lesson.playgrounds.values()]
VARIANTS = [variant for playground in PLAYGROUNDS for variant in variants(playground)]
WITH_REQUESTS = [playground for playground in PLAYGROUNDS if playground.requests]


def job(variant: Variant, requests: bool) -> Plain:
    """What `run.ts` needs to check a variant, or to start it and send its saved requests."""
    project = variant.playground.project
    sent = [
        {
            "method": request.method,
            "url": f"http://localhost:5000{request.path}",
            "headers": fields(request.method, request.headers, request.body),
            "body": request.body,
        }
        for request in variant.playground.requests
    ]
    return {
        "id": variant.id,
        "files": {**project.files, **variant.answer, **project.checks},
        "assets": {name: base64.b64encode(content).decode() for name, content in project.assets.items()},
        "run": "flask run",
        "requests": sent if requests else None,
    }


def fields(method: str, given: Sequence[tuple[str, str]], body: str) -> list[list[str]]:
    """The header fields of a saved request, as any client completes them."""
    length = [["Content-Length", str(len(body.encode()))]] if body or method in ("POST", "PUT") else []
    host = [] if any(name.lower() == "host" for name, _ in given) else [["Host", "localhost:5000"]]
    return [*host, *length, *([name, value] for name, value in given)]


def solved(playground: Playground) -> Variant:
    """The example, or the exercise's solution: what answers as the lesson means it to."""
    return next(variant for variant in variants(playground) if variant.promise is None)


def execute(jobs: list[Plain], folder: Path) -> dict[str, Plain]:
    """Runs the jobs, split over as many interpreters as there are cores; id → outcome."""
    count = min(len(jobs), os.cpu_count() or 1)
    with ThreadPoolExecutor(count) as pool:
        shares = [(jobs[number::count], folder / f"jobs-{number}.json") for number in range(count)]
        return {outcome["id"]: outcome for outcomes in pool.map(_run, shares) for outcome in outcomes}


def _run(share: tuple[list[Plain], Path]) -> list[Plain]:
    jobs, file = share
    file.write_text(json.dumps(jobs), "utf-8")
    script = ROOT / "tests" / "shipped" / "run.ts"
    command = [deno(), "run", "--allow-all", "--quiet", str(script), str(BUNDLE), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def asked(request: pytest.FixtureRequest, fixture: str, parameter: str) -> list[Any]:
    """The values that the tests of this run have for a parameter, so that one lesson is proved without the others."""
    items = [item for item in request.session.items if isinstance(item, pytest.Function)]
    return [item.callspec.params[parameter] for item in items if fixture in item.fixturenames]


@pytest.fixture(scope="session")
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plain]:
    """Every variant of every playground, checked in the shipped interpreter."""
    jobs = [job(variant, requests=False) for variant in asked(request, "checked", "variant")]
    return execute(jobs, tmp_path_factory.mktemp("checked"))


@pytest.fixture(scope="session")
def answered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plain]:
    """Every saved request of every playground, answered in the shipped interpreter."""
    jobs = [job(solved(playground), requests=True) for playground in asked(request, "answered", "playground")]
    return execute(jobs, tmp_path_factory.mktemp("answered"))
