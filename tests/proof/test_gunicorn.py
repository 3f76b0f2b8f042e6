"""The Gunicorn lesson's example under the real Gunicorn, which no browser can run: two workers on loopback.

A newcomer would ask for pages until both workers have answered, but the kernel may give every request to one of them;
who is there is read from Gunicorn's log and from the process table.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from sandbox.lessons import load_lesson
from tests.course import ROOT
from tests.proof.variants import variants

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Gunicorn needs fork, which Windows has not")
T = TypeVar("T")
#: Seconds; bounds a hang.
PATIENCE = 60


@dataclass(frozen=True)
class Gunicorn:
    """`process` is the master, `address` where it listens, `log` the file that all of its output goes to."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def workers(self) -> set[int]:
        """Process ids of the workers that were started."""
        return {int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", self.log.read_text("utf-8"))}


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[Gunicorn]:
    """The example as its own settings start it."""
    project, log = tmp_path / "project", tmp_path / "log.txt"
    [example] = variants(load_lesson(ROOT, "deployment/gunicorn").playgrounds["hello"])
    example.write(project)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    foreign = ("GUNICORN_", "FLASK_", "PYTHONPATH", "PYTHONWARNINGS", "WEB_CONCURRENCY")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    # Gunicorn's socket for its control program would lie in the home folder, where another Gunicorn may have its own.
    environment |= {"BIND": bind, "GUNICORN_CMD_ARGS": "--no-control-socket", "PYTHONDONTWRITEBYTECODE": "1"}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=project, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        yield Gunicorn(process, f"http://{bind}", log)
        if process.poll() is None:
            process.terminate()  # the master takes its workers with it
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def test_two_workers_answer_and_end_on_request(gunicorn: Gunicorn) -> None:
    assert until(gunicorn, lambda: fetch(gunicorn.address + "/")) == "Hello from a worker.\n"
    assert until(gunicorn, lambda: len(gunicorn.workers()) == 2)
    workers = gunicorn.workers()
    assert all(lives(pid) for pid in workers)

    answer = json.loads(fetch(gunicorn.address + "/worker") or "{}")
    assert answer["pid"] in workers, "the master answers no request, its workers do"
    assert answer["server"].startswith("gunicorn/")

    gunicorn.process.send_signal(signal.SIGTERM)
    assert gunicorn.process.wait(PATIENCE) == 0, gunicorn.log.read_text("utf-8")
    assert not any(lives(pid) for pid in workers), "the master ends after its workers"
    assert fetch(gunicorn.address + "/") is None, "nobody listens any more"
    log = gunicorn.log.read_text("utf-8")
    assert '"GET /worker HTTP/1.1" 200' in log, "the access log should go to standard output"


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def fetch(url: str) -> str | None:
    """The text of a page; None where nothing answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as response:
            text: str = response.read().decode()
            return text
    except OSError:
        return None


def until(gunicorn: Gunicorn, condition: Callable[[], T]) -> T:
    """The condition's first true value; fails when it stays false or Gunicorn ends."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and gunicorn.process.poll() is None:
        if value := condition():
            return value
        time.sleep(0.02)
    pytest.fail(f"Gunicorn did not come to it:\n{gunicorn.log.read_text('utf-8')}")
