"""Proves some lessons at every depth and shows the results as one table: playground and answer by depth.

The proof itself is the project's own tests, which pytest runs; this chooses those of the lessons and reads the outcome.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from sandbox.authoring.doctor import find_chromium, load_dev, stale_steps

#: Depth → the tests that prove it.
DEPTHS = {
    "native": (
        "tests/proof/test_lessons_native.py",
        "tests/proof/test_predictions.py",
        "tests/proof/test_arrangements.py",
    ),
    "shipped": ("tests/shipped/test_checks.py", "tests/shipped/test_parity.py"),
    "page": ("tests/site/test_lessons.py",),
}
#: Test → the row that it fills, where its id does not say it; a test that is not named here gives its own name.
ROWS = {
    "test_saved_requests": "saved requests",
    "test_example_runs_and_passes_its_checks": "example",
    "test_exercise_knows_its_answers": "all answers",
}
#: Steps of dev.py that must be done for a depth.
_NEEDS = {"native": (), "shipped": ("bundle",), "page": ("bundle", "scripts", "site")}
#: Seconds for all tests of a depth; bounds a hang.
PATIENCE = 1800
CASE = re.compile(r"(?P<test>test_\w+)\[(?P<playground>\S+)(?: (?P<variant>.+))?\]")
Row = tuple[str, str]


@dataclass
class Depth:
    """What came out at one depth: `why_not` says why it was left out; `faults` are the words of what failed."""

    name: str
    passed: dict[Row, bool] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    why_not: str = ""


def prove(root: Path, lessons: Sequence[str], depths: Sequence[str]) -> int:
    """Runs the tests and prints the table; 1 where something is not as promised, or nothing could be run, else 0."""
    stale = stale_steps(root)
    done = []
    for name in (name for name in DEPTHS if name in depths):
        depth = Depth(name, why_not=_why_not(root, name, stale))
        done.append(depth)
        if not depth.why_not:
            print(f"{name} ...", flush=True)
            started = time.monotonic()
            _run(root, depth, lessons)
            print(f"{name}: {_count(depth)} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"\n{table(done)}")
    for depth in done:
        print("".join(f"\n{depth.name}: {fault}\n" for fault in depth.faults), end="")
        if depth.why_not:
            print(f"\n{depth.name} was left out: {depth.why_not}")
    return int(any(depth.faults for depth in done) or all(depth.why_not for depth in done))


def _count(depth: Depth) -> str:
    return f"{sum(depth.passed.values())} of {len(depth.passed)} as promised"


def _why_not(root: Path, name: str, stale: list[str]) -> str:
    if not all((root / file).is_file() for file in DEPTHS[name]):
        return f"{DEPTHS[name][0]} is not here; it needs a clone of the whole project"
    missing = [step for step in _NEEDS[name] if step in stale]
    if missing:
        return f"{' and '.join(missing)} not built, or older than what it is made of. Run: python3 dev.py build"
    if name == "page" and not os.environ.get("FLASKROOM_CHROMIUM"):
        found = find_chromium(load_dev(root))
        if not found:
            return "there is no Chromium; `python3 dev.py doctor` says what to do"
        os.environ["FLASKROOM_CHROMIUM"] = found
    return ""


def _run(root: Path, depth: Depth, lessons: Sequence[str]) -> None:
    chosen = " or ".join(f"{lesson}/" for lesson in lessons)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        options = ["-q", "--no-header", "--tb=short", f"--junit-xml={report}", "-k", chosen]
        command = [sys.executable, "-m", "pytest", *options, *DEPTHS[depth.name]]
        try:
            pytest = subprocess.run(
                command,
                cwd=root,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            depth.faults.append(f"pytest did not end within {PATIENCE} s")
            return
        if report.exists():
            read_report(depth, report)
    if not depth.passed or (pytest.returncode and not depth.faults):
        depth.faults.append(f"pytest ended with {pytest.returncode}:\n{pytest.stdout[-4000:]}")


def read_report(depth: Depth, report: Path) -> None:
    """Fills in what pytest's JUnit report says; a test that was skipped leaves no mark."""
    for case in ET.parse(report).iter("testcase"):
        match = CASE.fullmatch(case.get("name", ""))
        if not match or case.find("skipped") is not None:
            continue
        row = match["playground"], match["variant"] or ROWS.get(match["test"], match["test"])
        faults = [*case.iter("failure"), *case.iter("error")]
        depth.passed[row] = depth.passed.get(row, True) and not faults
        for fault in faults:
            words = fault.get("message", "").removeprefix("AssertionError: ")
            depth.faults.append(words if words.startswith(row[0]) else f"{' '.join(row)}: {words}")


def table(depths: Sequence[Depth]) -> str:
    """Rows of playgrounds and answers; `ok` is as promised, which for a mistake means that it fails."""
    rows = list(dict.fromkeys(row for depth in depths for row in depth.passed))
    rows.sort(key=lambda row: (row[0], row[1] == "saved requests"))
    names = [depth.name for depth in depths]
    width = max([len("as promised"), *(len(row[0]) for row in rows), *(len(row[1]) + 2 for row in rows)])
    lines = [f"{'as promised':{width}}  {'  '.join(f'{name:7}' for name in names)}".rstrip()]
    for number, row in enumerate(rows):
        if not number or rows[number - 1][0] != row[0]:
            lines.append(row[0])
        marks = [{True: "ok", False: "FAILED", None: "–"}[depth.passed.get(row)] for depth in depths]
        lines.append(f"{f'  {row[1]}':{width}}  {'  '.join(f'{mark:7}' for mark in marks)}".rstrip())
    return "\n".join(lines)
