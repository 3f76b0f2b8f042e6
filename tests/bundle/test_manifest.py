"""Every file of the bundle is named by its content, and the manifest finds it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sandbox.bundle.manifest import write_bundle

LOCK = {
    "info": {"python": "3.14.2"},
    "base": ["flask"],
    "packages": {
        "flask": {"file_name": "flask.whl", "imports": ["flask"], "depends": []},
        "extra": {"file_name": "extra.whl", "imports": ["extra"], "depends": ["flask"]},
    },
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "pyodide-lock.json").write_text(json.dumps(LOCK))
    (folder / "base.zip").write_bytes(b"flask and the bridge")
    (folder / "extra.whl").write_bytes(b"an optional package")
    return folder


def test_files_are_found_by_their_hash(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "bundle"
    manifest = write_bundle(source, target)
    assert json.loads((target / "manifest.json").read_text()) == manifest
    for entry in manifest["files"].values():
        content = (target / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert len(content) == entry["size"]


def test_only_packages_outside_the_base_are_optional(source: Path, tmp_path: Path) -> None:
    manifest = write_bundle(source, tmp_path / "bundle")
    assert manifest["packages"] == {"extra": {"wheel": "extra.whl", "imports": ["extra"], "depends": ["flask"]}}


def test_a_new_build_leaves_nothing_of_the_old_one(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "bundle"
    write_bundle(source, target)
    old = {path.name for path in target.iterdir()}
    (source / "base.zip").write_bytes(b"changed")
    write_bundle(source, target)
    new = {path.name for path in target.iterdir()}
    assert len(new) == len(old) and len(new - old) == 1
