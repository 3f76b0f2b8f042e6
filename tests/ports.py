"""Loopback ports for servers that tests start."""

from __future__ import annotations

import socket
import subprocess
import time

import pytest

#: Seconds; bounds a hang.
PATIENCE = 30


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Returns once `server` listens; fails when it ends or stays silent."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, f"{server.args!r} ended before it listened"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"{server.args!r} did not listen within {PATIENCE} s")
