"""Runs inside the interpreter that ships, so that the bytecode always fits it.

`interpreter.ts` mounts the build's folder as ``/work`` and calls `library` and `packages`, each in an interpreter of
its own: what an interpreter compiles is as optimized as itself.
"""

import shutil
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

WORK = Path("/work")
OUT = WORK / "compiled"
sys.path.extend(str(wheel) for wheel in (WORK / "tools").glob("*.whl"))

from pyodide_build.cli.py_compile import main as py_compile  # noqa: E402


def _compile(path: Path) -> None:
    # Repacked afterwards, so the level only costs time here.
    py_compile([str(path), "--silent", "--compression-level", "0"], standalone_mode=False)


def library() -> None:
    """``stdlib.zip`` and ``bridge.zip``, sources → bytecode."""
    for name in ("stdlib.zip", "bridge.zip"):
        archive = Path("/tmp", name)  # compiling in the mounted folder is slow
        shutil.copy(WORK / name, archive)
        _compile(archive)
        shutil.copy(archive, OUT)


def _add_templates(wheel: Path, compiled: Path) -> None:
    """Adds the sources that a package copies into projects, such as the env.py of Flask-Migrate: people read them."""
    with ZipFile(wheel) as whole, ZipFile(compiled, "a") as archive:
        for name in whole.namelist():
            if "/templates/" in name and name.endswith(".py"):
                archive.writestr(name, whole.read(name))


def packages(info: dict[str, Any]) -> None:
    """The wheels, and the lock file that names them."""
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.spec import InfoSpec
    from pyodide_lock.utils import add_wheels_to_spec

    folder = Path("/tmp/wheels")
    shutil.copytree(WORK / "wheels", folder)
    spec = PyodideLockSpec(info=InfoSpec(**info), packages={})
    # Requirements of other platforms are named in the wheels' metadata too, so a missing one is no error here.
    spec = add_wheels_to_spec(spec, sorted(folder.glob("*.whl")), base_path=folder, ignore_missing_dependencies=True)
    for package in spec.packages.values():
        package.depends = [name for name in package.depends if name in spec.packages]
    spec.to_json(folder / "pyodide-lock.json")
    _compile(folder)
    for wheel in (WORK / "wheels").glob("*.whl"):
        [compiled] = folder.glob(f"{wheel.name.removesuffix('-py3-none-any.whl')}-*.whl")
        _add_templates(wheel, compiled)
    for path in folder.iterdir():
        shutil.copy(path, OUT)
