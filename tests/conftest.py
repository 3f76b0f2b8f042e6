"""What tests of every kind share: where the tools of this machine are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def require_or_skip(*programs: str) -> str:
    """Path of the first of `programs` that is installed; else skips the test, or fails it in CI on Debian.

    `python3 dev.py test` installs them there, so a missing one is a fault of the set-up.
    """
    for program in programs:
        if found := shutil.which(program):
            return found
    reason = f"{' or '.join(programs)} is not installed"
    if os.environ.get("CI") and Path("/etc/debian_version").exists():
        pytest.fail(reason)
    pytest.skip(reason)
