"""What a machine lacks, each with what to do about it, from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sandbox.authoring import doctor
from tests.course import ROOT

#: Seconds; bounds a hang.
PATIENCE = 300


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_what_is_missing_is_said_with_what_to_do() -> None:
    closed = {"PIP_INDEX_URL": "http://name:secret@127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "0"}
    others = {"PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}
    done = run("dev.py", "doctor", CHROMIUM="no-such-program", **closed, **others)
    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr
    assert "missing  no Chromium by the name that CHROMIUM gives" in lines
    assert "         CHROMIUM is 'no-such-program', which is no program. Correct it, or unset it." in lines
    index = lines.index("later    pip reaches no package index")
    assert "Connect, or set up pip" in lines[index + 1]
    assert "127.0.0.1" not in done.stdout + done.stderr and "secret" not in done.stdout + done.stderr
    assert any(line.startswith("ok       Python 3.") for line in lines)


def test_it_needs_nothing_but_python() -> None:
    # -S leaves out what is installed: dev.py runs this where nothing is.
    script = "import sandbox.authoring.doctor, sys; print(sorted(m for m in sys.modules if m in ('click', 'yaml')))"
    done = run("-S", "-c", script)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_no_room_on_the_disk(tmp_path: Path) -> None:
    found = doctor.room(tmp_path, wanted=10**18)
    assert found.state == doctor.MISSING and found.advice == "Make room for 1000000000 GB."
    assert doctor.room(tmp_path, wanted=1).state == doctor.GOOD
