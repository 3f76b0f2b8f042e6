"""Grading a class: how long, and how much memory, in contained interpreters and by pytest as it is.

Submissions are made from exercises of the routing track: right, half right and wrong, no two alike. Both ways grade the
same portions in turn, and must find the same number of passed checks.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sandbox.classroom.assigning import completed, to_toml
from sandbox.classroom.assignment import Assigned, Assignment, to_fragment
from sandbox.classroom.projects import published_checks, solution
from sandbox.edition import edition
from sandbox.lessons import Playground, load_lesson
from tests.bench.contenders import ROOT
from tests.bench.processes import AVAILABLE, tree_memory

EXERCISES = (
    "routing/variable-rules/night-train",
    "routing/http-methods/lockers",
    "routing/url-building/library",
    "routing/not-found-and-friends/seeds",
    "routing/custom-converters/yarns",
)
SUBMISSIONS, PORTION = 200, 20
CONTAINED, NATIVE = "contained", "pytest as it is, a process a submission"
#: Runs the checks of all folders that are named, one after the other, each with modules of its own; prints the passed.
PYTEST = """
import os, sys
import pytest
passed = 0
class Count:
    def pytest_runtest_logreport(self, report):
        global passed
        passed += report.when == "call" and report.passed
for folder in sys.argv[1:]:
    os.chdir(folder)
    sys.path.insert(0, folder)
    pytest.main(["-c", os.devnull, "--rootdir=.", "-p", "no:cacheprovider", "-p", "no:terminal"], [Count()])
    sys.path.remove(folder)
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(folder):
            del sys.modules[name]
print(passed)
"""
Works = dict[str, dict[str, bytes]]


class Measured(NamedTuple):
    """Seconds of wall time, the checks that passed, and MB that the processes had for themselves at most."""

    seconds: float
    passed: int
    memory: float


def measure(submissions: int) -> dict[str, object]:
    """Grades so many submissions both ways and prints what it took; every figure, ready for JSON."""
    found: dict[str, list[Measured]] = {CONTAINED: [], NATIVE: []}
    exercises = {name: _playground(name) for name in EXERCISES}
    with tempfile.TemporaryDirectory(prefix="flaskroom-grading-") as temporary:
        folder = Path(temporary)
        assignment = completed(ROOT, Assignment("Routing", tuple(Assigned(name) for name in EXERCISES)))
        (folder / "assignment.toml").write_text(to_toml(assignment), "utf-8")
        for start in range(0, submissions, PORTION):
            numbers = range(start, min(start + PORTION, submissions))
            portion = {number: works(exercises, number) for number in numbers}
            found[CONTAINED].append(contained(folder, assignment, exercises, portion))
            found[NATIVE].append(native(folder, exercises, portion))
            if found[CONTAINED][-1].passed != found[NATIVE][-1].passed:
                sys.exit(f"Both ways must find the same: {found}")
            last = ", ".join(f"{name}: {measured[-1].seconds:.1f} s" for name, measured in found.items())
            print(f"{numbers.stop} of {submissions}; {last}", flush=True)
    return report(submissions, found)


def report(submissions: int, found: Mapping[str, list[Measured]]) -> dict[str, object]:
    """Prints a line for each way, and the ratio."""
    told: dict[str, object] = {"submissions": submissions, "exercises": len(EXERCISES), "cores": os.cpu_count()}
    for name, measured in found.items():
        seconds = sum(one.seconds for one in measured)
        memory = max(one.memory for one in measured)
        told[name] = {"seconds": [one.seconds for one in measured], "MB": memory}
        print(f"{name:42} {seconds:8.1f} s {submissions / seconds:8.2f} submissions/s {memory:8.0f} MB at most")
    ratio = sum(one.seconds for one in found[CONTAINED]) / sum(one.seconds for one in found[NATIVE])
    print(f"{CONTAINED} takes {ratio:.2f} times as long")
    return told


def works(exercises: Mapping[str, Playground], number: int) -> Works:
    """One learner's work: exercise → files. Of three, one is right, one is as it was handed out, and one is wrong."""
    made: Works = {}
    for place, (name, playground) in enumerate(exercises.items()):
        assert playground.exercise
        wrong = playground.exercise.mistakes[0].files if playground.exercise.mistakes else {"app.py": "def ("}
        starter = {file: text.encode() for file, text in playground.project.files.items()}
        kinds = (solution(playground), starter, {**starter, **{file: text.encode() for file, text in wrong.items()}})
        files = dict(kinds[(number + place) % 3])
        files["app.py"] += f"\n# {number}\n".encode()  # else one run would serve all who have the same
        made[name] = files
    return made


def contained(
    folder: Path, assignment: Assignment, exercises: Mapping[str, Playground], portion: Mapping[int, Works]
) -> Measured:
    """By `grade`, as an instructor does; it goes on where the portion before has ended, so solutions run once."""
    with tempfile.TemporaryDirectory(dir=folder) as handed_in:
        for number, made in portion.items():
            data = submission(assignment, exercises, number, made)
            Path(handed_in, f"{number}.flaskroom.zip").write_bytes(data)
        command = [sys.executable, "-m", "sandbox.classroom.commands", "grade", handed_in]
        options = ["--assignment", str(folder / "assignment.toml"), "--out", str(folder / "graded")]
        with most_memory() as memory:
            started = time.monotonic()
            done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
            seconds = time.monotonic() - started
    if done.returncode:
        sys.exit(f"Grading failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    results = json.loads((folder / "graded" / "results.json").read_text("utf-8"))
    checks = [check for one in results["learners"] for work in one["exercises"] for check in work["checks"]]
    return Measured(seconds, sum(check["outcome"] == "passed" for check in checks), max(memory))


def native(folder: Path, exercises: Mapping[str, Playground], portion: Mapping[int, Works]) -> Measured:
    """By one process of pytest a submission, as many at a time as there are cores."""
    with tempfile.TemporaryDirectory(dir=folder) as unpacked:
        for number, made in portion.items():
            for name, files in made.items():
                for file, content in {**files, **published_checks(exercises[name])}.items():
                    path = Path(unpacked, str(number), name, file)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)

        def passed(number: int) -> int:
            folders = [str(Path(unpacked, str(number), name)) for name in EXERCISES]
            told = subprocess.run([sys.executable, "-c", PYTEST, *folders], capture_output=True, text=True, check=True)
            return int(told.stdout.splitlines()[-1])

        with most_memory() as memory, ThreadPoolExecutor(os.cpu_count()) as pool:
            started = time.monotonic()
            total = sum(pool.map(passed, portion))
            seconds = time.monotonic() - started
    return Measured(seconds, total, max(memory))


def submission(assignment: Assignment, exercises: Mapping[str, Playground], number: int, made: Works) -> bytes:
    """A file as a learner hands it in."""
    entries = [{"name": name, "edition": edition(exercises[name]), "files": {}} for name in made]
    manifest = {
        "format": 1,
        "kind": "flaskroom-submission",
        "assignment": to_fragment(assignment),
        "learner": {"name": f"Learner {number}"},
        "made": "2026-11-21T12:00:00Z",
        "exercises": entries,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, files in made.items():
            for file, content in files.items():
                archive.writestr(f"exercises/{name}/{file}", content)
    return written.getvalue()


@contextmanager
def most_memory() -> Iterator[list[float]]:
    """MB of all processes that are started meanwhile, looked at four times a second; 0 where that cannot be told."""
    found, done = [0.0], threading.Event()

    def look() -> None:
        while AVAILABLE and not done.wait(0.25):
            found.append(tree_memory(os.getpid()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()


def _playground(name: str) -> Playground:
    lesson, _, playground = name.rpartition("/")
    return load_lesson(ROOT, lesson).playgrounds[playground]
