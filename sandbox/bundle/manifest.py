"""Names every file of the bundle by its content and lists them in ``manifest.json``.

So a browser may keep each file for ever, and a new build never mixes with an old one: only the manifest keeps its name.
Files are compressed here, so that every static server sends few bytes; their names say nothing of it, because some
servers would declare a compressed file's name as a content coding.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def write_bundle(content: Mapping[str, bytes], wheels: Path, lock: dict[str, Any], target: Path) -> dict[str, Any]:
    """Writes `content` (compressed) and the folder `wheels` into `target`.

    Returns the manifest, whose type is in `web/runtime/manifest.ts`.
    """
    base, later, memory = (lock.pop(name) for name in ("base", "later", "memory"))
    with _replacing(target) as folder:
        files = {name: _write(folder, f"{Path(name).stem}-{{}}.bin", raw, True) for name, raw in content.items()}
        for path in sorted(wheels.iterdir()):
            files[path.name] = _write(folder, f"{path.stem}-{{}}.whl", path.read_bytes(), False)
        packages = {
            name: {"wheel": package["file_name"], "imports": package["imports"], "depends": package["depends"]}
            for name, package in lock["packages"].items()
            if name not in base
        }
        versions = {name: package["version"] for name, package in lock["packages"].items()}
        manifest = {
            "schema": 2,
            "lock": lock["info"],
            "base": base,
            "later": later,
            "memory": memory,
            "packages": packages,
            "versions": versions,
            "files": files,
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, separators=(",", ":")), encoding="utf-8")
        (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")
    return manifest


def _write(folder: Path, pattern: str, raw: bytes, compressed: bool) -> dict[str, Any]:
    content = gzip.compress(raw, 9, mtime=0) if compressed else raw
    digest = hashlib.sha256(content).hexdigest()
    name = pattern.format(digest[:12])
    (folder / name).write_bytes(content)
    return {"file": name, "sha256": digest, "size": len(content), "compressed": compressed}


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its place in the end, so that a failed build leaves the old one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
        yield Path(temporary)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(temporary, target)
        target.chmod(0o755)  # a temporary folder is closed to the web server's user
