"""What a machine lacks for working on the project, each with what to do about it.

A newcomer would get this wrong: it has to run where nothing is installed yet, so it needs nothing but Python, as dev.py
does. What dev.py knows (its programs, its steps) is asked of dev.py itself.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOOD, LATER, MISSING = "ok", "later", "missing"
#: Bytes that packages, browser half and site take, with room for the work of building them.
ROOM = 3 * 10**9
#: Seconds for one answer of the package index.
PATIENCE = 60
#: Program → what it is for.
ENGINES = {"firefox-esr": "Firefox", "WebKitWebDriver": "WebKit", "Xvfb": "WebKit", "xauth": "WebKit"}


@dataclass(frozen=True)
class Diagnosis:
    """`state` is `ok`, `missing`, or `later`: not needed until somebody does what `advice` speaks of."""

    state: str
    words: str
    advice: str = ""


def diagnose(root: Path) -> Iterator[Diagnosis]:
    """One after the other, as each is found out.

    :param root: the project, with its dev.py.
    """
    dev = load_dev(root)
    yield from _python()
    yield room(root)
    installed = not {"venv", "packages"}.intersection(stale_steps(root))
    yield _index(root, sys.executable if not installed else dev.tool("python"), installed)
    yield _deno(dev) if installed else Diagnosis(LATER, "Deno comes with the packages", "Run: python3 dev.py build")
    yield _chromium(dev)
    yield _engines()
    stale = stale_steps(root)
    if stale:
        yield Diagnosis(LATER, f"not built, or older than what it is made of: {', '.join(stale)}", _build_advice())
    else:
        yield Diagnosis(GOOD, "everything is built, and as new as what it is made of")


def load_dev(root: Path) -> Any:
    """The project's dev.py as a module."""
    spec = importlib.util.spec_from_file_location("flaskroom_dev", root / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def stale_steps(root: Path) -> list[str]:
    """Names of what dev.py would make anew; a project without dev.py has nothing to make."""
    if not (root / "dev.py").is_file():
        return []
    dev = load_dev(root)
    steps = [*dev.TOOLS, *dev.BROWSER_HALF, dev.STATIC_SITE]
    return [step.name for step in steps if not dev.is_fresh(step)]


def _build_advice() -> str:
    return "Run: python3 dev.py build. `serve`, `test` and `build` do so by themselves."


def _python() -> Iterator[Diagnosis]:
    yield Diagnosis(GOOD, f"Python {'.'.join(map(str, sys.version_info[:3]))}")
    if not importlib.util.find_spec("ensurepip"):
        advice = "Install it; on Debian and Ubuntu: apt-get install python3-venv"
        yield Diagnosis(MISSING, "this Python cannot make an environment: ensurepip is not there", advice)


def room(folder: Path, wanted: int = ROOM) -> Diagnosis:
    """Whether so many bytes are free."""
    free = shutil.disk_usage(folder).free
    words = f"{free / 10**9:.1f} GB free on the disk"
    return (
        Diagnosis(GOOD, words)
        if free > wanted
        else Diagnosis(MISSING, words, f"Make room for {wanted / 10**9:.0f} GB.")
    )


def _index(root: Path, python: str, installed: bool) -> Diagnosis:
    """Asks for one small package, as pip itself is set up here; addresses and passwords of that are not shown."""
    lock = (root / "requirements" / "dev.txt").read_text("utf-8")
    pin = re.search(r"^iniconfig==[\w.]+|^[\w.-]+==[\w.]+", lock, re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        options = ["--no-deps", "--no-cache-dir", "--no-input", "--retries", "0", "--timeout", "10", "--dest", folder]
        command = [python, "-m", "pip", "--disable-pip-version-check", "download", *options, pin[0] if pin else "pip"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL)
            reached = done.returncode == 0
        except subprocess.TimeoutExpired:
            reached = False
    if reached:
        return Diagnosis(GOOD, "pip reaches a package index")
    advice = "Connect, or set up pip for the index that you use; `pip config list` shows what it uses now."
    return Diagnosis(LATER if installed else MISSING, "pip reaches no package index", advice)


def _deno(dev: Any) -> Diagnosis:
    try:
        done = subprocess.run([dev.tool("deno"), "--version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return Diagnosis(MISSING, "Deno does not start", "Run: python3 dev.py clean, then python3 dev.py build")
    return Diagnosis(GOOD, f"Deno {done.stdout.split()[1]}")


def _chromium(dev: Any) -> Diagnosis:
    try:
        found = find_chromium(dev)
    except dev.Failure as failure:
        return Diagnosis(MISSING, "no Chromium by the name that CHROMIUM gives", str(failure))
    if found:
        return Diagnosis(GOOD, f"Chromium, by the name of {Path(found).name}")
    return Diagnosis(LATER, "no Chromium, which the tests of pages need", dev.INSTALL_CHROMIUM)


def find_chromium(dev: Any) -> str | None:
    """Path of a Chromium; None where there is none."""
    if Path(dev.tool("playwright")).exists():
        found: str | None = dev.chromium()
        return found
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *dev.CHROMIUM))), None)


def _engines() -> Diagnosis:
    lacking = [program for program in ENGINES if not shutil.which(program)]
    if not lacking:
        return Diagnosis(GOOD, "Firefox and WebKit")
    browsers = " and ".join(sorted({ENGINES[program] for program in lacking}))
    advice = "On Debian and Ubuntu, `python3 dev.py test` installs them when it runs as root; elsewhere CI runs them."
    return Diagnosis(LATER, f"{', '.join(lacking)} not found, so the tests skip {browsers}", advice)


def main(root: Path) -> int:
    """Prints everything; 1 where something is missing without which nothing works, else 0."""
    found = []
    for diagnosis in diagnose(root):
        found.append(diagnosis)
        print(f"{diagnosis.state:9}{diagnosis.words}", flush=True)
        if diagnosis.advice:
            print(f"{'':9}{diagnosis.advice}", flush=True)
    return int(any(diagnosis.state == MISSING for diagnosis in found))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
