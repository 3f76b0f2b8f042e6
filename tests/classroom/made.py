"""Submissions for tests: an honest one, to be spoilt."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from sandbox.classroom.assignment import read_assignment, to_fragment
from tests.course import GOLDEN

ASSIGNMENT = GOLDEN / "classroom" / "assignment.toml"
POT = "kitchen/tea/pot"
APP = (GOLDEN / "lessons" / POT / "solution" / "app.py").read_bytes()


def manifest(files: Mapping[str, bytes], **changes: Any) -> dict[str, Any]:
    """The manifest of a submission of one exercise with these files."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    results = [{"label": "Without a query string the strength is 1.", "outcome": "passed"}]
    return {
        "format": 1,
        "kind": "flaskroom-submission",
        "assignment": to_fragment(read_assignment(ASSIGNMENT)),
        "learner": {"name": "Ada Lovelace", "email": "ada@example.org"},
        "made": "2026-11-30T20:15:00Z",
        "exercises": [{"name": POT, "edition": "fa5681b39d85", "files": hashes, "results": results, "seconds": 340}],
        **changes,
    }


def packed(entries: Mapping[str, bytes | str]) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # of no date, so always the same
    return made.getvalue()


def submission(files: Mapping[str, bytes] | None = None, **changes: Any) -> bytes:
    """An honest submission of one exercise."""
    files = {"app.py": APP} if files is None else files
    entries = {f"exercises/{POT}/{name}": content for name, content in files.items()}
    return packed({"manifest.json": json.dumps(manifest(files, **changes)), "README.txt": "Ada's work", **entries})
