"""``python -m sandbox.bundle [folder]``: makes the bundle anew, by default where the site takes it from."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from sandbox.bundle.archives import common, modules, repack, split
from sandbox.bundle.manifest import write_bundle
from sandbox.bundle.names import names
from sandbox.bundle.sitecustomize import PATTERNS
from sandbox.bundle.wheels import download, offered
from sandbox.embed import parse_options, payload
from sandbox.pages import fences, parse_header
from sandbox.site_check import find_playground

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
INTERPRETER = ("pyodide.asm.mjs", "pyodide.asm.wasm")
#: Looks for mistakes while one types, and formats.
RUFF = ROOT / "node_modules" / "@astral-sh" / "ruff-wasm-web" / "ruff_wasm_bg.wasm"
#: What every app needs goes into one archive; everything else is fetched when it is imported.
BASE = "flask"


def build(target: Path) -> None:
    """Writes the bundle into `target`, replacing what was there only once all of it is made.

    Raises `subprocess.CalledProcessError` when pip or Deno fails; their own words are on standard error.
    """
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for folder in ("wheels", "tools", "compiled", "out"):
            (work / folder).mkdir()
        download(ROOT / "requirements" / "packages.txt", work / "wheels")
        download(ROOT / "requirements" / "bundle-tools.txt", work / "tools")
        shutil.copy(PYODIDE / "python_stdlib.zip", work / "stdlib.zip")
        shutil.copy(PYODIDE / "pyodide-lock.json", work)
        locked = (ROOT / "requirements" / "packages.txt").read_text(encoding="utf-8")
        pack_bridge(work / "bridge.zip", offered(locked, work / "wheels"))
        step("compile", work)

        compiled = work / "compiled"
        lock = json.loads((compiled / "pyodide-lock.json").read_text(encoding="utf-8"))
        base = closure(lock["packages"], BASE)
        wheels = {name: package["file_name"] for name, package in lock["packages"].items()}
        parts = [compiled / "stdlib.zip", *(compiled / wheels[name] for name in sorted(base)), compiled / "bridge.zip"]
        repack(parts, work / "whole.zip")
        for name in sorted(set(wheels) - base):
            repack([compiled / wheels[name]], work / "out" / wheels[name], zipfile.ZIP_DEFLATED)

        (work / "jobs.json").write_text(json.dumps(jobs()), encoding="utf-8")
        step("witness", work)
        used = json.loads((work / "used.json").read_text(encoding="utf-8")).values()
        remember_patterns(common(each["patterns"] for each in used), work)
        core, rest = split(work / "whole.zip", common(each["entries"] for each in used))
        (work / "core.zip").write_bytes(core)
        step("snapshot", work)
        content = {name: (PYODIDE / name).read_bytes() for name in INTERPRETER}
        snapshot = (work / "snapshot").read_bytes()
        content |= {"core.zip": core, "rest": rest, "snapshot": snapshot}
        content |= {"ruff.wasm": RUFF.read_bytes(), "names.json": names()}
        later = sorted(set(names_in(work / "whole.zip")) - set(names_in(work / "core.zip")))
        memory = int.from_bytes(snapshot[:4], "little")  # its first word
        lock |= {"base": sorted(base), "later": later, "memory": memory}
        write_bundle(content, work / "out", lock, target)


def remember_patterns(patterns: set[str], work: Path) -> None:
    """Adds what `re` would compile at each start to the archive."""
    (work / "patterns.json").write_text(json.dumps(sorted(patterns)), encoding="utf-8")
    step("patterns", work)
    with zipfile.ZipFile(work / "patterns.zip", "w") as archive:
        archive.write(work / "patterns", PATTERNS)
    repack([work / "whole.zip", work / "patterns.zip"], work / "whole.zip")


def pack_bridge(target: Path, offered: list[str]) -> None:
    """Writes what is ours inside the interpreter."""
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(ROOT / "sandbox" / "bundle" / "sitecustomize.py", "sitecustomize.py")
        archive.writestr("sandbox/__init__.py", "")
        archive.writestr("sandbox/bridge/offered.py", f"OFFERED = {tuple(offered)}\n")
        for source in sorted((ROOT / "sandbox" / "bridge").rglob("*.py")):
            archive.write(source, f"sandbox/bridge/{source.relative_to(ROOT / 'sandbox' / 'bridge').as_posix()}")


def jobs() -> list[dict[str, Any]]:
    """Every playground as its page has it, with the command that runs it and the path that it opens."""
    found = []
    for fence in fences(ROOT):
        if fence.language == "playground":
            shown = payload(find_playground(ROOT, fence.body), parse_options(parse_header(fence.options)))
            found.append({"id": shown["name"], **{key: shown[key] for key in ("files", "run", "path")}})
    return found


def closure(packages: dict[str, Any], name: str) -> set[str]:
    """The package and everything that it depends on."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        if (current := waiting.pop()) not in found:
            found.add(current)
            waiting.extend(packages[current]["depends"])
    return found


def names_in(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        return modules(opened.namelist())


def step(name: str, work: Path) -> None:
    script = ROOT / "sandbox" / "bundle" / "interpreter.ts"
    subprocess.run([deno(), "run", "--allow-all", "--quiet", str(script), name, str(work)], check=True, cwd=ROOT)


def deno() -> str:
    """Deno from the virtual environment that runs this, else from PATH."""
    beside = shutil.which("deno", path=str(Path(sys.executable).parent))
    return beside or shutil.which("deno") or "deno"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "assets" / "sandbox" / "bundle")
