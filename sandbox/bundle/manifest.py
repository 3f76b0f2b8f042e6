"""Names every file of the bundle by its content and lists them in ``manifest.json``.

So a browser may keep each file for ever, and a new build never mixes with an old one: only the manifest keeps its name.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any


def write_bundle(source: Path, target: Path) -> dict[str, Any]:
    """Copies the files of `source` into `target` under hashed names; returns the manifest (see `web/manifest.ts`)."""
    lock = json.loads((source / "pyodide-lock.json").read_text(encoding="utf-8"))
    base = lock.pop("base")
    wheels = {package["file_name"] for package in lock["packages"].values()}
    # Made beside the target, so that the final rename stays on one file system and a failed build leaves the old one.
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
        files = {}
        for path in sorted(source.iterdir()):
            if path.name != "pyodide-lock.json":
                files[path.name] = _copy_hashed(path, Path(temporary))
        packages = {
            name: {"wheel": package["file_name"], "imports": package["imports"], "depends": package["depends"]}
            for name, package in lock["packages"].items()
            if name not in base and package["file_name"] in wheels & files.keys()
        }
        manifest = {"schema": 1, "lock": lock["info"], "base": base, "packages": packages, "files": files}
        Path(temporary, "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        Path(temporary, "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(temporary, target)
        target.chmod(0o755)  # a temporary folder is closed to the web server's user
    return manifest


def _copy_hashed(path: Path, folder: Path) -> dict[str, str | int]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    name = f"{path.stem}-{digest[:12]}{path.suffix}"
    (folder / name).write_bytes(content)
    return {"file": name, "sha256": digest, "size": len(content)}
