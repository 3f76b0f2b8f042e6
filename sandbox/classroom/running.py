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


@dataclass(frozen=True)
class Limits:
    """`seconds` for the strange code of one run, `memory` in bytes for its Python."""

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
        flags = "--v8-flags=--disallow-code-generation-from-strings,--max-old-space-size=1024"
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
                told.ended = late(self._limits.seconds) if ready else NEVER
                return told
            if not line:
                told.ended = DIED
                return told
            event = read(line)
            if event.get("event") == "ready" and not ready:
                # From here on all that is left is shared: a timer, not a limit for each line.
                ready = True
                timer = threading.Timer(self._limits.seconds, lines.put, [LATE])
                timer.daemon = True
                timer.start()
                patience = self._limits.seconds + STARTING
            elif line == LATE:
                told.ended = late(self._limits.seconds)
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


def bundle_there() -> bool:
    """False where the browser's files were not built, or Deno is missing."""
    return (BUNDLE / "manifest.json").is_file() and shutil.which(deno()) is not None
