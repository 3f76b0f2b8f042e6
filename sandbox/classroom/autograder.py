"""Grades the exercises of one repository and writes `result.json` for Classroom 50. Needs Python 3.11 or newer alone.

A newcomer would run pytest where the learner's files are. Checks of the learner would run too; so each exercise is
copied to a place of its own, with the checks that lie beside this file, else those that are in the repository.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
#: Seconds for the checks of one exercise.
PATIENCE = 120
#: Characters of what a failing check says.
MOST = 2_000
PYTEST = ["-q", "-c", os.devnull, "--rootdir=.", "-p", "no:cacheprovider", "--junitxml=../checks.xml"]
Plain = dict[str, Any]


def main() -> None:
    """Ends with an error where nothing could be graded, and never because a check has failed."""
    told = json.loads((HERE / "assignment.json").read_text("utf-8"))
    install(HERE / "requirements.txt")
    rows = [row(exercise, outcomes(Path.cwd(), exercise)) for exercise in told["exercises"]]
    result = {**identity(told["slug"]), **scores(rows)}
    Path("result.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    Path("release-body.md").write_text(report(told["title"], result), "utf-8")
    print(f"{result['score']} of {result['max-score']} points; more is in result.json and release-body.md")


def install(requirements: Path) -> None:
    """Installs the versions that are named, unless they are here."""
    if all(there(*line.split("==")) for line in requirements.read_text("utf-8").split()):
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "-r", str(requirements)], check=True)


def there(package: str, version: str) -> bool:
    """True where that version is installed."""
    try:
        return importlib.metadata.version(package) == version
    except importlib.metadata.PackageNotFoundError:
        return False


def outcomes(repository: Path, exercise: Plain) -> dict[str, str]:
    """Check → why it failed, or nothing where it passed; a check that was not run has failed."""
    own = repository / exercise["name"]
    checks = HERE / "checks" / exercise["name"]
    found = dict.fromkeys(exercise["checks"], "This check was not run.")
    if not own.is_dir():
        return dict.fromkeys(found, f"There is no folder {exercise['name']}.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "work")
        leave_out = is_check if checks.is_dir() else None
        shutil.copytree(own, work, ignore=leave_out, ignore_dangling_symlinks=True)
        if checks.is_dir():
            shutil.copytree(checks, work, dirs_exist_ok=True)
        command = [sys.executable, "-m", "pytest", *PYTEST]
        try:
            done = subprocess.run(
                command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return dict.fromkeys(found, f"The checks did not end within {PATIENCE} seconds.")
        report = Path(folder, "checks.xml")
        if not report.is_file():
            return dict.fromkeys(
                found, last_error(done.stdout.decode("utf-8", "replace")) or "The app ended by itself."
            )
        return read(report, found)


def is_check(_folder: str, names: list[str]) -> list[str]:
    """Names of checks and of what pytest would read its settings from."""
    settings = ("conftest.py", "pytest.ini", "pytest.toml", "pyproject.toml", "tox.ini", "setup.cfg")
    return [name for name in names if name in settings or (name.startswith("test_") and name.endswith(".py"))]


def read(report: Path, known: dict[str, str]) -> dict[str, str]:
    """Outcomes from a report in JUnit's XML. What stopped all checks is no check's, and is said at each."""
    names = {name_in_report(check): check for check in known}
    found, stopped = {}, ""
    for case in ET.parse(report).getroot().iter("testcase"):
        wrong = next((part for part in case if part.tag in ("failure", "error", "skipped")), None)
        check = names.get(f"{case.get('classname')}.{case.get('name')}")
        if check:
            found[check] = "" if wrong is None else (wrong.get("message") or wrong.tag)[:MOST]
        elif wrong is not None:
            stopped = last_error(wrong.text or "") or wrong.get("message") or ""
    return {check: found.get(check, stopped or why) for check, why in known.items()}


def name_in_report(check: str) -> str:
    """`folder/test_app.py::test_x[a]` is `folder.test_app.test_x[a]` there."""
    name, bracket, case = check.partition("[")
    return name.replace(".py::", ".").replace("::", ".").replace("/", ".") + bracket + case


def last_error(text: str) -> str:
    """The last line that pytest marks as the error itself."""
    return next((line[1:].strip()[:MOST] for line in reversed(text.splitlines()) if line.startswith("E ")), "")


def row(exercise: Plain, found: dict[str, str]) -> Plain:
    """One exercise as Classroom 50 has a test. Points are whole; all of them are for whoever passes all checks."""
    points, passed = exercise["points"], sum(not why for why in found.values())
    score = round(points * passed / len(found))
    if passed < len(found):
        score = min(score, max(0, points - 1))
    checks = [{"label": exercise["checks"][check], "passed": not why, "message": why} for check, why in found.items()]
    return {
        "test-name": exercise["name"],
        "passed": passed == len(found),
        "score": score,
        "max-score": points,
        "checks": checks,
    }


def scores(rows: list[Plain]) -> Plain:
    """The rows and their sums."""
    return {
        "score": sum(row["score"] for row in rows),
        "max-score": sum(row["max-score"] for row in rows),
        "tests": rows,
    }


def identity(slug: str) -> Plain:
    """Whose work this is, from the environment that Classroom 50's runner sets; it writes owner and moment anew."""
    now = dt.datetime.now(dt.UTC)
    host = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    place = f"{host}/{os.environ.get('GITHUB_REPOSITORY', 'here/here')}"
    commit = os.environ.get("COMMIT_URL") or f"{place}/commit/{os.environ.get('GITHUB_SHA', 'HEAD')}"
    tag = (
        os.environ.get("SUBMISSION_TAG")
        or f"submit/{now:%Y-%m-%dT%H-%M-%SZ}-{os.environ.get('GITHUB_SHA', 'here')[:7]}"
    )
    return {
        "schema": "classroom50/result/v1",
        "classroom": os.environ.get("CLASSROOM") or "none",
        "assignment": os.environ.get("ASSIGNMENT") or slug,
        "assignment_type": os.environ.get("ASSIGNMENT_TYPE") or "individual",
        "owner": os.environ.get("OWNER") or os.environ.get("GITHUB_ACTOR") or "nobody",
        "submission": tag,
        "commit": commit,
        "release": os.environ.get("RELEASE_URL") or f"{place}/releases",
        "review": os.environ.get("REVIEW_URL") or commit,
        "datetime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
    }


def report(title: str, result: Plain) -> str:
    """Markdown for the learner. What a check says may come from the app, so it stands in a block of code."""
    lines = [f"# {title}: {result['score']} of {result['max-score']} points", ""]
    for exercise in result["tests"]:
        lines += [f"## {exercise['test-name']}: {exercise['score']} of {exercise['max-score']}", ""]
        for check in exercise["checks"]:
            lines.append(f"- {'passed' if check['passed'] else '**failed**'}: {check['label']}")
            if check["message"]:
                lines += ["", *(f"      {line}" for line in check["message"].splitlines()), ""]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
