"""``python -m sandbox.bundle [folder]``: makes the bundle anew, by default where the site takes it from."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sandbox.bundle.manifest import write_bundle
from sandbox.bundle.wheels import download

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
INTERPRETER = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")


def build(target: Path) -> None:
    """Writes the bundle into `target`, replacing what was there only once all of it is made.

    Raises `subprocess.CalledProcessError` when pip or Deno fails; their own words are on standard error.
    """
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for folder in ("wheels", "tools", "out"):
            (work / folder).mkdir()
        download(ROOT / "requirements" / "packages.txt", work / "wheels")
        download(ROOT / "requirements" / "bundle-tools.txt", work / "tools")
        shutil.copytree(ROOT / "sandbox" / "bridge", work / "bridge", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PYODIDE / "python_stdlib.zip", work / "stdlib.zip")
        shutil.copy(PYODIDE / "pyodide-lock.json", work)
        script = ROOT / "sandbox" / "bundle" / "compile.ts"
        subprocess.run([deno(), "run", "--allow-all", str(script), str(work)], check=True, cwd=ROOT)
        for name in INTERPRETER:
            shutil.copy(PYODIDE / name, work / "out")
        write_bundle(work / "out", target)


def deno() -> str:
    """Deno from the virtual environment that runs this, else from PATH."""
    beside = shutil.which("deno", path=str(Path(sys.executable).parent))
    return beside or shutil.which("deno") or "deno"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "assets" / "sandbox" / "bundle")
