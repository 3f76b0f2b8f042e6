"""Runs the checks of one project in a process of its own, with limits, and hears what happens there.

A newcomer would trust the end of the process. It may end by itself, or never: what was told before counts, the check
that had begun has failed, and `ended` says how it went.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sandbox.bundle.__main__ import PYODIDE, ROOT, deno
from sandbox.classroom import jobs
from sandbox.classroom.telling import DIED, NEVER, Told, late, note, read

BUNDLE = ROOT / "docs" / "assets" / "sandbox" / "bundle"
#: Bytes of all that a run may tell.
MOST = 4_000_000
#: Seconds that an interpreter may take before the strange code begins.
STARTING = 300
#: On a busy computer, so many times the seconds of a run may pass, if it was given less of the processor than that.
BUSY = 4


@dataclass(frozen=True)
class Limits:
    """For the strange code of one run: `seconds` of the processor's time, `memory` in bytes for its Python."""

    seconds: float = 60
    memory: int = 1024**3


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
        """Runs the `checks` beside the `files`, without those of which the ids are in `skip`; see `jobs.py`."""
        with self._place() as root:
            job = jobs.Job(files, checks, skip, root, self._limits.memory)
            return job.told(self._hear(job.text))

    @contextlib.contextmanager
    def _place(self) -> Iterator[str]:
        if not self.native:
            yield jobs.ROOT
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
                told = self._listen(lines, process.pid)
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

    def _listen(self, lines: queue.Queue[bytes], process: int) -> Told:
        told, patience, ready = Told(), float(STARTING), False
        seconds, began, used = self._limits.seconds, 0.0, 0.0
        while True:
            try:
                line = lines.get(timeout=patience)
            except queue.Empty:
                told.ended = late(seconds) if ready else NEVER
                return told
            if not line:
                told.ended = DIED
                return told
            event = read(line)
            if event.get("event") == "ready" and not ready:
                # From here on all that is left is shared: a timer, not a limit for each line.
                ready, began, used = True, time.monotonic(), _processor_seconds(process)
                _tell_later(lines, seconds)
                patience = seconds * BUSY + STARTING
            elif line == LATE:
                left = seconds - (_processor_seconds(process) - used)
                if left > 0 and time.monotonic() - began < seconds * BUSY:
                    _tell_later(lines, max(left, 0.1))
                    continue
                told.ended = late(seconds)
                return told
            elif note(told, event):
                return told


#: What Deno says last; the lines around it name files of this computer.
_ERROR = re.compile(r"^(?:error: )?(?:Uncaught )?(?:\(in promise\) )?(\w*Error\b[^\n]{0,200})", re.MULTILINE)
LATE = b"\0"


def _pass_on(output: IO[bytes], lines: queue.Queue[bytes]) -> None:
    left = MOST
    while left > 0 and (line := output.readline(left)):
        left -= len(line)
        lines.put(line)
    lines.put(b"")


def _tell_later(lines: queue.Queue[bytes], seconds: float) -> None:
    timer = threading.Timer(seconds, lines.put, [LATE])
    timer.daemon = True
    timer.start()


def _processor_seconds(process: int) -> float:
    """What a process was given of the processor; what has passed, on systems that do not tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
        # The name before the parenthesis may hold anything. Then utime and stime are fields 14 and 15 of proc(5).
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.monotonic()


def bundle_there() -> bool:
    """False where the browser's files were not built, or Deno is missing."""
    return (BUNDLE / "manifest.json").is_file() and shutil.which(deno()) is not None
