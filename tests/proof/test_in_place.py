"""Plain `pytest` in a playground's own folder, as contributors and instructors are told to run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.course import ROOT


@pytest.mark.parametrize(
    ("playground", "status"), [("start/first-app/thermometer", 0), ("routing/variable-rules/shop", 1)]
)
def test_pytest_in_the_folder(playground: str, status: int) -> None:
    # The program, not `python -m pytest`: that puts the current folder on the path and would hide what is wrong.
    program = shutil.which("pytest", path=str(Path(sys.executable).parent))
    assert program, "pytest is installed beside the Python that runs this"
    foreign = ("PYTEST_", "FLASK_", "PYTHONPATH", "PYTHONWARNINGS")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    result = subprocess.run(
        [program, "-p", "no:cacheprovider"],
        cwd=ROOT / "lessons" / playground,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert result.returncode == status, result.stdout + result.stderr
