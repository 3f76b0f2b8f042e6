"""Wheels are taken by hash, and a compiled accelerator is left out without breaking the wheel."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from sandbox.bundle.wheels import purify, requirement_blocks

LOCK = """\
# a comment
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via flask
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
MarkupSafe==3.0.4 \\
    --hash=sha256:dd
"""


def test_requirements_keep_their_hashes() -> None:
    blocks = requirement_blocks(LOCK)
    assert list(blocks) == ["click", "colorama", "markupsafe"]
    assert "sha256:bb" in blocks["click"] and "sha256:cc" not in blocks["click"]


@pytest.fixture
def binary_wheel(tmp_path: Path) -> Path:
    path = tmp_path / "quick-1.0-cp314-cp314-manylinux_2_17_x86_64.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("quick/__init__.py", "FAST = False\n")
        wheel.writestr("quick/_speedups.cpython-314-x86_64-linux-gnu.so", b"\x7fELF")
        wheel.writestr("quick-1.0.dist-info/METADATA", "Name: quick\nVersion: 1.0\n")
        wheel.writestr(
            "quick-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp314-cp314-manylinux_2_17_x86_64\n",
        )
        wheel.writestr("quick-1.0.dist-info/RECORD", "")
    return path


def test_purified_wheel_is_whole_and_pure(binary_wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pure"
    folder.mkdir()
    pure = purify(binary_wheel, folder)
    assert pure.name == "quick-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pure) as wheel:
        names = wheel.namelist()
        record = [row[0] for row in csv.reader(wheel.read("quick-1.0.dist-info/RECORD").decode().splitlines())]
        tags = wheel.read("quick-1.0.dist-info/WHEEL").decode()
    assert "quick/__init__.py" in names and not any(name.endswith(".so") for name in names)
    assert sorted(record) == sorted(names)
    assert tags.count("Tag:") == 1 and "Tag: py3-none-any" in tags and "Root-Is-Purelib: true" in tags
