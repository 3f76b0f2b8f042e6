"""What a playground's files can be: as given, solved, or with one of the mistakes; and running their checks natively.

Each variant is an ordinary folder outside of this project, so nothing but Flask, the lesson's extensions and pytest can
help it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from sandbox.lessons import Playground

#: Seconds; bounds a hang, on a busy machine too.
PATIENCE = 120


@dataclass(frozen=True)
class Variant:
    """`answer` goes over the starter's files; `promise` is what a failing check must say, None where all must pass."""

    id: str
    playground: Playground
    answer: Mapping[str, str]
    promise: str | None

    def write(self, folder: Path) -> None:
        """Writes the project with its checks."""
        project = self.playground.project
        for name, text in {**project.files, **self.answer, **project.checks}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8", newline="\n")
        for name, content in project.assets.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


@dataclass(frozen=True)
class Outcome:
    """`failed` maps a check to its message; `output` is all that pytest printed."""

    passed: int
    failed: Mapping[str, str]
    output: str


def variants(playground: Playground) -> Iterator[Variant]:
    """All variants; an empty promise says that any failure will do."""
    exercise = playground.exercise
    if exercise is None:
        yield Variant(f"{playground.id} example", playground, {}, None)
        return
    yield Variant(f"{playground.id} starter", playground, {}, "")
    yield Variant(f"{playground.id} solution", playground, exercise.solution, None)
    for name, answer in exercise.alternatives.items():
        yield Variant(f"{playground.id} alternative {name}", playground, answer, None)
    for mistake in exercise.mistakes:
        yield Variant(f"{playground.id} mistake {mistake.name}", playground, mistake.files, mistake.says)


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs this Python in a folder; settings of this test run do not reach it."""
    foreign = ("PYTEST_", "FLASK_", "PYTHONPATH", "PYTHONWARNINGS")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def check(variant: Variant, folder: Path) -> Outcome:
    """Runs a variant's checks as a contributor would, every warning an error."""
    project = folder / "project"
    project.mkdir()
    variant.write(project)
    report = folder / "report.xml"
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", f"--junit-xml={report}", "--rootdir=."]
    output = run(["-m", "pytest", *options], project).stdout
    failed: dict[str, str] = {}
    passed = 0
    if not report.exists():  # pytest gave up before the first check, as for a conftest.py that cannot be imported
        return Outcome(0, {"pytest": output}, output)
    for case in ET.parse(report).iter("testcase"):
        faults = [*case.iter("failure"), *case.iter("error")]
        if faults:
            failed[case.get("name", "")] = "\n".join(_said(fault) for fault in faults)
        elif case.find("skipped") is None:
            passed += 1
    return Outcome(passed, failed, output)


def _said(fault: ET.Element) -> str:
    """A file that cannot be imported has no message but the traceback."""
    message = fault.get("message", "")
    return fault.text or "" if message == "collection failure" else message


def verdict(variant: Variant, outcome: Outcome) -> str | None:
    """Why the outcome is not what the variant must give; None where it is."""
    if variant.promise is None:
        if outcome.failed or not outcome.passed:
            return f"{variant.id} must pass all of its checks:\n{outcome.output}"
        return None
    if not outcome.failed:
        return f"{variant.id} must fail at least one check, and passes all {outcome.passed}:\n{outcome.output}"
    said = "\n".join(f"  {name}: {message}" for name, message in outcome.failed.items())
    if not any(variant.promise in message for message in outcome.failed.values()):
        return f"{variant.id} must fail with a message that holds {variant.promise!r}; its checks say:\n{said}"
    exercise = variant.playground.exercise
    if variant.promise and exercise:
        # The page shows the first mistake whose words a failing check says.
        known = next(m for m in exercise.mistakes if any(m.says in message for message in outcome.failed.values()))
        if known.says != variant.promise:
            before = f"{known.name}, which comes before it in lesson.toml and says {known.says!r}"
            return f"{variant.id} is taken for {before}"
    if variant.promise == "" and not all("AssertionError" in message for message in outcome.failed.values()):
        # Starting an exercise with a traceback teaches nothing; messages say what is left to do.
        return f"{variant.id} must fail by assertions only; its checks say:\n{said}"
    return None
