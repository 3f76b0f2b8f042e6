"""Runs the checks of one project in a process of its own, with limits, and hears what happens there.

A newcomer would trust the end of the process. It may end by itself, or never: what was told before counts, the check
that had begun has failed, and `ended` says how it went.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import os
import queue
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sandbox.bundle.__main__ import PYODIDE, ROOT, deno

BUNDLE = ROOT / "docs" / "assets" / "sandbox" / "bundle"
INSIDE = Path(__file__).with_name("inside")
#: Bytes of all that a run may tell.
MOST = 4_000_000
#: Seconds that an interpreter may take before the strange code begins.
STARTING = 300


@dataclass(frozen=True)
class Limits:
    """`seconds` for the strange code of one run, `memory` in bytes for its Python."""

    seconds: float = 60
    memory: int = 1024**3


@dataclass
class Told:
    """`checks`: id → what was told of it. `ended` says how a run ended that did not come to its end, else it is empty.

    `collected` is None where it never came so far. `begun` is the check that had begun and not ended.
    """

    collected: list[str] | None = None
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    begun: str = ""
    twice: bool = False
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    ended: str = ""


class Runner:
    """`native` runs with this Python instead of the shipped one, and contains nothing."""

    def __init__(self, folder: Path, limits: Limits, native: bool = False) -> None:
        self._limits, self.native = limits, native
        if not native:
            manifest = json.loads((BUNDLE / "manifest.json").read_text("utf-8"))["files"]["core.zip"]
            packed = (BUNDLE / manifest["file"]).read_bytes()
            self._core = folder.resolve() / "core.zip"  # the process that reads it is at home elsewhere
            self._core.write_bytes(gzip.decompress(packed) if manifest["compressed"] else packed)

    def run(self, files: Mapping[str, bytes], checks: Mapping[str, bytes], skip: Collection[str] = ()) -> Told:
        """Runs the `checks` beside the `files`, without those of which the ids are in `skip`.

        Two checks are added to each file of checks that must fail, under names that nobody can know before: where one
        of them does not, everything that this run told is void, and `changed` says so.
        """
        first, last = (f"test_{secrets.token_hex(8)}" for _ in range(2))
        must_fail = [name for name in checks if name.rpartition("/")[2].startswith("test_")]
        spoilt = {name: text + _failing(first) + _failing(last) for name, text in checks.items() if name in must_fail}
        with self._place() as root:
            job = {
                "guard": {path.name: path.read_text("utf-8") for path in INSIDE.glob("*.py")},
                "files": {
                    name: base64.b64encode(data).decode() for name, data in {**files, **checks, **spoilt}.items()
                },
                "root": root,
                "checks": sorted(checks),
                "first": first,
                "skip": sorted(skip),
                "memory": self._limits.memory,
            }
            told = self._hear(json.dumps(job))
        return _without_the_failing(told, first, last)

    @contextlib.contextmanager
    def _place(self) -> Iterator[str]:
        if not self.native:
            yield "/home/learner/app"
            return
        with tempfile.TemporaryDirectory() as folder:
            yield folder

    def _command(self) -> list[str]:
        if self.native:
            return [sys.executable, "-m", "sandbox.classroom.inside.guard"]
        # Optimizing WebAssembly takes longer than most checks; without it, long calculations take 1.7 times as long.
        flags = "--v8-flags=--disallow-code-generation-from-strings,--max-old-space-size=1024,--liftoff-only"
        read = f"--allow-read={BUNDLE},{self._core},{PYODIDE.resolve()}"
        script = str(ROOT / "sandbox" / "classroom" / "runner.ts")
        options = ["--quiet", "--no-prompt", "--cached-only", "--no-remote", f"--config={ROOT / 'deno.json'}"]
        return [deno(), "run", *options, read, flags, script, str(BUNDLE), str(self._core)]

    def _hear(self, job: str) -> Told:
        keep = ("PATH", "HOME", "DENO_DIR", "SYSTEMROOT", "TMPDIR", "TEMP")
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        environment |= {"NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
            given.write(job.encode())
            given.seek(0)
            process = subprocess.Popen(
                self._command(), stdin=given, stdout=subprocess.PIPE, stderr=complaints, env=environment, cwd=ROOT
            )
            assert process.stdout is not None
            lines: queue.Queue[bytes] = queue.Queue()
            reader = threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True)
            reader.start()
            try:
                told = self._listen(lines)
            finally:
                process.kill()
                process.wait()
                reader.join()
                process.stdout.close()
            if told.ended == DIED:
                complaints.seek(0)
                words = _ERROR.search(complaints.read(100_000).decode("utf-8", "replace"))
                told.ended += f" (exit code {process.returncode}{', ' + words[1] if words else ''})"
        return told

    def _listen(self, lines: queue.Queue[bytes]) -> Told:
        told, patience, ready = Told(), float(STARTING), False
        while True:
            try:
                line = lines.get(timeout=patience)
            except queue.Empty:
                told.ended = f"did not end within {self._limits.seconds:g} seconds" if ready else "never began"
                return told
            if not line:
                told.ended = DIED
                return told
            event = _read(line)
            if event.get("event") == "ready" and not ready:
                # From here on all that is left is shared: a timer, not a limit for each line.
                ready = True
                timer = threading.Timer(self._limits.seconds, lines.put, [LATE])
                timer.daemon = True
                timer.start()
                patience = self._limits.seconds + STARTING
            elif line == LATE:
                told.ended = f"did not end within {self._limits.seconds:g} seconds"
                return told
            elif event.get("event") == "end":
                told.problem, told.notes = str(event.get("problem", ""))[:2000], _texts(event.get("notes"))
                return told
            else:
                _note(told, event)


#: What Deno says last; the lines around it name files of this computer.
_ERROR = re.compile(r"^(?:error: )?(?:Uncaught )?(?:\(in promise\) )?(\w*Error\b[^\n]{0,200})", re.MULTILINE)
DIED = "ended by itself"
LATE = b"\0"


def _pass_on(output: IO[bytes], lines: queue.Queue[bytes]) -> None:
    left = MOST
    while left > 0 and (line := output.readline(left)):
        left -= len(line)
        lines.put(line)
    lines.put(b"")


def _read(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(_without_halves(json.loads(line)))
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _without_halves(event: object) -> bytes:
    """JSON can hold halves of characters, which no file can."""
    return json.dumps(event, ensure_ascii=False).encode("utf-8", "replace")


def _note(told: Told, event: Mapping[str, Any]) -> None:
    kind, check = event.get("event"), str(event.get("check", ""))
    if kind == "collected":
        told.twice |= told.collected is not None
        told.collected = _texts(event.get("checks"))
        told.changed = _texts(event.get("changed"))
    elif kind == "begin":
        told.twice |= bool(told.begun)
        told.begun = check
    elif kind == "check":
        told.twice |= check in told.checks or told.begun != check
        told.checks[check] = {name: str(event.get(name, "")) for name in ("label", "outcome", "message")}
        told.checks[check]["changed"] = _texts(event.get("changed"))
        told.notes = _texts(event.get("notes"))  # all so far, as there may be no end
        told.begun = ""


def _texts(value: object) -> list[str]:
    return [str(item)[:1000] for item in value[:1000]] if isinstance(value, list) else []


def _failing(name: str) -> bytes:
    return f"\n\n\ndef {name}():\n    raise AssertionError({name[::-1]!r})\n".encode()


def _without_the_failing(told: Told, *names: str) -> Told:
    """Takes out the checks that must fail; where one has not failed with its words, all is void."""
    spoilt = False
    for check in list(told.checks):
        name = check.rpartition("::")[2]
        if name not in names:
            spoilt = spoilt or bool(told.checks[check]["changed"])
        else:
            result = told.checks.pop(check)
            told.changed += [] if spoilt else result["changed"]
            # What an earlier check has let happen voids that one and what follows, not what came before.
            if not spoilt and (result["outcome"] != "failed" or result["message"] != name[::-1]):
                told.changed.append("a check that must fail did not")
    seen = [check for check in told.collected or () if check.rpartition("::")[2] not in names]
    if told.collected is not None and not told.ended and len(seen) == len(told.collected):
        told.changed.append("the checks that must fail were not collected")
    told.collected = None if told.collected is None else seen
    if told.begun.rpartition("::")[2] in names:
        told.begun = ""
    if told.twice:
        told.changed.append("outcomes were told twice")
    return told


def bundle_there() -> bool:
    """False where the browser's files were not built, or Deno is missing."""
    return (BUNDLE / "manifest.json").is_file() and shutil.which(deno()) is not None
