"""Every file of the bundle is named by its content, and the manifest finds it."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.bundle.manifest import write_bundle

CONTENT = {"core.zip": b"flask and the bridge " * 9, "rest": b"and all the others " * 9}


def lock() -> dict[str, Any]:
    return {
        "info": {"python": "3.14.2"},
        "base": ["flask"],
        "later": ["asyncio"],
        "memory": 65536,
        "packages": {
            "flask": {"file_name": "flask.whl", "version": "3.1", "imports": ["flask"], "depends": []},
            "extra": {"file_name": "extra.whl", "version": "2.0", "imports": ["extra"], "depends": ["flask"]},
        },
    }


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / "extra.whl").write_bytes(b"an optional package")
    return folder


def test_files_are_found_by_their_hash(wheels: Path, tmp_path: Path) -> None:
    target = tmp_path / "bundle"
    manifest = write_bundle(CONTENT, wheels, lock(), target)
    assert json.loads((target / "manifest.json").read_text()) == manifest
    found = {}
    for name, entry in manifest["files"].items():
        content = (target / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert len(content) == entry["size"]
        found[name] = gzip.decompress(content) if entry["compressed"] else content
    assert found == {**CONTENT, "extra.whl": b"an optional package"}


def test_only_packages_outside_the_base_are_optional(wheels: Path, tmp_path: Path) -> None:
    manifest = write_bundle(CONTENT, wheels, lock(), tmp_path / "bundle")
    assert manifest["packages"] == {"extra": {"wheel": "extra.whl", "imports": ["extra"], "depends": ["flask"]}}
    assert manifest["versions"] == {"flask": "3.1", "extra": "2.0"}


def test_the_same_content_makes_the_same_files(wheels: Path, tmp_path: Path) -> None:
    first, second = (write_bundle(CONTENT, wheels, lock(), tmp_path / name) for name in "ab")
    assert first == second


def test_a_new_build_leaves_nothing_of_the_old_one(wheels: Path, tmp_path: Path) -> None:
    target = tmp_path / "bundle"
    write_bundle(CONTENT, wheels, lock(), target)
    old = {path.name for path in target.iterdir()}
    write_bundle({**CONTENT, "rest": b"changed"}, wheels, lock(), target)
    new = {path.name for path in target.iterdir()}
    assert len(new) == len(old)
    assert len(new - old) == 1
