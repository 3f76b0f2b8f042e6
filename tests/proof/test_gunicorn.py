"""The Gunicorn lesson's example under the real Gunicorn, which no browser can run: two workers on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
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


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The example as its own settings start it, and its address."""
    [example] = variants(load_lesson(ROOT, "deployment/gunicorn").playgrounds["hello"])
    example.write(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=tmp_path,
        env={**os.environ, "BIND": bind, "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield process, f"http://{bind}"
        process.kill()


def test_two_workers_answer_and_end_on_request(gunicorn: tuple[subprocess.Popen[str], str]) -> None:
    process, address = gunicorn
    assert until(lambda: fetch(address + "/")) == "Hello from a worker.\n"
    seen: set[int] = set()

    def both_seen() -> bool:
        seen.add(worker(address))
        return len(seen) == 2

    until(both_seen)
    assert process.pid not in seen, "the master answers no requests, its workers do"
    process.send_signal(signal.SIGTERM)
    log, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, log
    assert '"GET /worker HTTP/1.1" 200' in log, "the access log should go to standard output"


def worker(address: str) -> int:
    answer = json.loads(fetch(address + "/worker") or "{}")
    assert answer["server"].startswith("gunicorn/")
    pid: int = answer["pid"]
    return pid


def fetch(url: str) -> str | None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as response:
            text: str = response.read().decode()
            return text
    except OSError:
        return None


def until(condition: Callable[[], T]) -> T:
    """The condition's first true value; fails when it stays false."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.02)
    pytest.fail("Gunicorn did not answer as expected in time")
