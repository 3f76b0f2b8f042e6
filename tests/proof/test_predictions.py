"""What an author says that an app answers is what Flask answers: every `predict` fence's request is sent natively."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.pages import Fence, fences
from sandbox.predict import Part, Prediction, parse
from sandbox.site_check import find_playground
from tests.course import GOLDEN, ROOT
from tests.proof.variants import Variant, run

PREDICTIONS = [(root, fence) for root in (ROOT, GOLDEN) for fence in fences(root) if fence.language == "predict"]
SEND = Path(__file__).with_name("send_prediction.py").read_text("utf-8")


#: With the playground first, as `flaskroom test` reads it.
IDS = [f"{parse(fence.body).playground} prediction in line {fence.line}" for _, fence in PREDICTIONS]


@pytest.mark.parametrize(("root", "fence"), PREDICTIONS, ids=IDS)
def test_the_app_answers_so(root: Path, fence: Fence, tmp_path: Path) -> None:
    found = faults(root, fence.body, tmp_path)
    assert not found, f"{fence.page}:{fence.line}: {'; '.join(found)}"


def faults(root: Path, text: str, folder: Path) -> list[str]:
    """What the author of a prediction says and the app does not; `folder` is for the app."""
    prediction = parse(text)
    status, headers, body = answer(root, prediction, folder)
    found = []
    if status != prediction.status:
        found.append(f"the status is {status}, not {prediction.status}")
    for part in prediction.parts:
        for choice in part.choices:
            if came(part, choice.text, headers, body) != choice.right:
                said = "is marked as right and does not come" if choice.right else "comes and is not marked as right"
                found.append(f"{part.name}: {choice.text!r} {said}; there is {shown(part, headers, body)!r}")
    return found


def answer(root: Path, prediction: Prediction, folder: Path) -> tuple[int, list[tuple[str, str]], str]:
    """Sends the request to the files that the lesson begins with, as the page does."""
    playground = find_playground(root, prediction.playground)
    Variant(playground.id, playground, {}, None).write(folder)
    request = prediction.request
    sent = json.dumps([request.method, request.path, request.headers, request.body])
    result = run(["-c", SEND, sent], folder)
    assert result.returncode == 0, f"{playground.id} cannot be asked for {request.path}:\n{result.stdout}"
    status, headers, body = json.loads(result.stdout.splitlines()[-1])
    return status, [(name, value) for name, value in headers], body


def came(part: Part, words: str, headers: list[tuple[str, str]], body: str) -> bool:
    """As `sandbox/web/questions/came.ts` decides it for the reader."""
    there = shown(part, headers, body)
    return flat(words) in there if part.name == "Body" else words == there


def shown(part: Part, headers: list[tuple[str, str]], body: str) -> str:
    if part.name == "Body":
        return flat(body)
    return ", ".join(value for name, value in headers if name.lower() == part.name.lower())


def flat(text: str) -> str:
    return " ".join(text.split())


WRONG = """\
kitchen/tea/cup
GET /

Status: 404
Body:
(x) No such words
( ) {piece}
Content-Type:
( ) text/html; charset=utf-8
(x) text/html
"""


def test_an_author_who_is_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    page = answer(GOLDEN, parse(WRONG.format(piece="x")), tmp_path / "first")[2]
    piece = flat(page)[:12]
    (tmp_path / "second").mkdir()
    said = faults(GOLDEN, WRONG.format(piece=f"`{piece}`"), tmp_path / "second")
    assert said[0] == "the status is 200, not 404"
    assert said[1].startswith("Body: 'No such words' is marked as right and does not come; there is ")
    assert said[2].startswith(f"Body: {piece!r} comes and is not marked as right")
    assert said[3].startswith("Content-Type: 'text/html; charset=utf-8' comes and is not marked as right")
    assert said[4].startswith("Content-Type: 'text/html' is marked as right and does not come")
