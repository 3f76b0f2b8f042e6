"""Every `requests.http` gets the same answers from `flask run` on this machine and from the shipped interpreter."""

from __future__ import annotations

import base64
import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.lessons import Playground
from tests.ports import free_port, wait_for
from tests.shipped.conftest import WITH_REQUESTS, fields, solved

pytestmark = pytest.mark.shipped
#: They tell when the answer was made or who made it, not what it is.
OWN = {"date", "server", "etag", "last-modified", "expires"}


@pytest.mark.parametrize("playground", WITH_REQUESTS, ids=lambda playground: playground.id)
def test_saved_requests(playground: Playground, answered: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    outcome = answered[solved(playground).id]
    assert outcome["problem"] is None, outcome["problem"]["traceback"]
    solved(playground).write(tmp_path)
    with flask_run(tmp_path) as port:
        for request, shipped in zip(playground.requests, outcome["responses"], strict=True):
            sent = fields(request.method, request.headers, request.body)
            status, reason, headers, body = send(port, request.method, request.path, sent, request.body.encode())
            assert (shipped["status"], shipped["reason"]) == (status, reason), request.name
            assert comparable(shipped["headers"]) == comparable(headers), request.name
            assert base64.b64decode(shipped["body"]) == body, request.name


def comparable(headers: list[list[str]]) -> list[tuple[str, str]]:
    """Without what differs by nature: dates, versions, the order of a set, the time in a signed session cookie."""
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in OWN]
    kept = [(name, ", ".join(sorted(value.split(", "))) if name == "allow" else value) for name, value in kept]
    return [(name, re.sub(r"^session=[^;]+", "session=…", value)) for name, value in kept]


@contextmanager
def flask_run(folder: Path, typed: bytes = b"") -> Iterator[int]:
    """The real development server in `folder`, with `typed` into its terminal; yields its port."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK_", "PYTEST_"))}
    command = [sys.executable, "-m", "flask", "run", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdin is not None
        server.stdin.write(typed)
        server.stdin.close()
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()


def send(
    port: int, method: str, path: str, headers: list[list[str]], body: bytes
) -> tuple[int, str, list[list[str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.reason, [[name, value] for name, value in response.getheaders()], content
