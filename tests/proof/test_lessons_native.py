"""Every lesson under plain CPython: examples and solutions pass, starters and mistakes fail as promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.lessons import Playground, load_lessons
from tests.course import GOLDEN, ROOT
from tests.proof.variants import Variant, check, run, variants, verdict

PLAYGROUNDS = [
    playground
    for root in (ROOT, GOLDEN)
    for lesson in load_lessons(root).values()
    for playground in lesson.playgrounds.values()
]
VARIANTS = [variant for playground in PLAYGROUNDS for variant in variants(playground)]
SEND = Path(__file__).with_name("send_requests.py").read_text("utf-8")


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
def test_checks(variant: Variant, tmp_path: Path) -> None:
    fault = verdict(variant, check(variant, tmp_path))
    assert fault is None, fault


@pytest.mark.parametrize("playground", [p for p in PLAYGROUNDS if p.requests], ids=lambda playground: playground.id)
def test_saved_requests(playground: Playground, tmp_path: Path) -> None:
    """No request that a lesson offers fails in the server, unless its name says so (a word of it is 500 or error)."""
    answer = playground.exercise.solution if playground.exercise else {}
    Variant(playground.id, playground, answer, None).write(tmp_path)
    sent = [[request.method, request.path, request.headers, request.body] for request in playground.requests]
    result = run(["-W", "error", "-c", SEND, json.dumps(sent)], tmp_path)
    assert result.returncode == 0, f"the app of {playground.id} cannot be sent its requests:\n{result.stdout}"
    statuses = json.loads(result.stdout.splitlines()[-1])
    for request, status in zip(playground.requests, statuses, strict=True):
        wanted = {"500", "error"} & set(request.name.lower().split())
        assert status < 500 or wanted, f"{playground.id}: {request.name!r} gets a {status}:\n{result.stdout}"
