"""Runs inside the interpreter that ships, so that the bytecode always fits it.

Reads ``/work/tools`` (wheels of pyodide-build), ``/work/wheels``, ``/work/bridge`` and ``/work/stdlib.zip``;
writes ``/work/out``: the library and the base packages as bytecode, every other package as a compiled wheel,
and ``pyodide-lock.json``. ``compile.ts`` mounts ``/work``.
"""

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

WORK = Path("/work")
OUT = WORK / "out"
sys.path.extend(str(wheel) for wheel in (WORK / "tools").glob("*.whl"))

from pyodide_build.cli.py_compile import main as py_compile  # noqa: E402
from pyodide_lock import PyodideLockSpec  # noqa: E402
from pyodide_lock.spec import InfoSpec  # noqa: E402
from pyodide_lock.utils import add_wheels_to_spec  # noqa: E402

#: What every app needs goes into one archive; everything else is fetched when it is imported.
BASE = "flask"


def compile_bytecode(path: Path) -> None:
    py_compile([str(path), "--silent", "--compression-level", "9"], standalone_mode=False)


def closure(packages: dict[str, Any], name: str) -> set[str]:
    """The package and everything that it depends on."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        if (current := waiting.pop()) not in found:
            found.add(current)
            waiting.extend(packages[current]["depends"])
    return found


def lock_wheels(info: dict[str, Any]) -> dict[str, Any]:
    """Compiles the wheels in place and writes the lock file beside them."""
    folder = Path("/tmp/wheels")
    shutil.copytree(WORK / "wheels", folder)
    spec = PyodideLockSpec(info=InfoSpec(**info), packages={})
    # Requirements of other platforms are named in the wheels' metadata too, so a missing one is no error here.
    spec = add_wheels_to_spec(spec, sorted(folder.glob("*.whl")), base_path=folder, ignore_missing_dependencies=True)
    for package in spec.packages.values():
        package.depends = [name for name in package.depends if name in spec.packages]
    spec.to_json(folder / "pyodide-lock.json")
    compile_bytecode(folder)
    lock: dict[str, Any] = json.loads((folder / "pyodide-lock.json").read_text())
    return lock


def merge(archives: list[Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as merged:
        for path in archives:
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    if not info.is_dir():
                        merged.writestr(zipfile.ZipInfo(info.filename), archive.read(info), zipfile.ZIP_DEFLATED, 9)


def bridge_archive() -> Path:
    path = Path("/tmp/bridge.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sandbox/__init__.py", "")
        for source in sorted((WORK / "bridge").rglob("*.py")):
            archive.writestr(
                zipfile.ZipInfo(f"sandbox/bridge/{source.relative_to(WORK / 'bridge')}"), source.read_bytes()
            )
    compile_bytecode(path)
    return path


def run(info: dict[str, Any]) -> None:
    lock = lock_wheels(info)
    packages = lock["packages"]
    base = closure(packages, BASE)
    wheels = {name: Path("/tmp/wheels", package["file_name"]) for name, package in packages.items()}
    merge([*(wheels[name] for name in sorted(base)), bridge_archive()], OUT / "base.zip")
    shutil.copy(WORK / "stdlib.zip", "/tmp/stdlib.zip")
    compile_bytecode(Path("/tmp/stdlib.zip"))
    shutil.copy("/tmp/stdlib.zip", OUT / "stdlib.zip")
    for name in sorted(set(packages) - base):
        shutil.copy(wheels[name], OUT)
    (OUT / "pyodide-lock.json").write_text(json.dumps({**lock, "base": sorted(base)}))
