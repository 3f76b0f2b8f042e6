"""Similar works, from the command line to the page that has them side by side; tests/web tells what makes them so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sandbox.classroom import similar
from sandbox.classroom.similar import similar_works
from tests.classroom.hostile import OTHER, STARTER
from tests.classroom.test_grading import HALF, RIGHT, graded, hand_in

LONG = """

visits = []


def note(strength, <b>):
    entry = {"strength": strength, "from": request.remote_addr, "by": request.user_agent}
    visits.append(entry)
    while len(visits) > 10:
        del visits[0]
    if strength < 1 or strength > 9:
        raise ValueError(f"no such tea: {strength}, {entry}")
    return [visit for visit in visits if visit["strength"] == strength]
"""
FIRST = {"app.py": (STARTER + LONG).encode(), **OTHER}
SECOND = {"app.py": (STARTER + LONG.replace("visit", "besuch").replace("entry", "e")).encode(), "b.py": b"x = 1"}


def test_similar_works_are_shown_side_by_side(tmp_path: Path) -> None:
    for name, files in {"Ada <b>": FIRST, "Bob": SECOND, "Cy": RIGHT, "Dan": RIGHT, "Eve": HALF}.items():
        hand_in(tmp_path, name, files)
    assert graded(tmp_path, "--native").exit_code == 0
    results = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    [pair] = results["similar"]
    assert [side["learner"] for side in pair["sides"]] == ["ada <b>", "bob"]
    assert pair["exercise"] == "kitchen/tea/pot" and pair["tokens"] > 60
    pages = tmp_path / "out" / "pages"
    overview = (pages / "index.html").read_text("utf-8")
    [page] = (pages / "similar").iterdir()
    assert f'href="similar/{page.name}"' in overview and "no proof of copying" in overview
    html = page.read_text("utf-8")
    assert "<b>" not in html and "no proof of copying" in html
    same = re.findall(r'<span class="same">(.*)', html)
    assert sum("besuch" in line for line in same) == sum("visit" in line for line in same) > 4
    assert not any("Flask(__name__)" in line for line in same), "the starter is nobody's"
    for learner in pair["sides"]:
        [link] = [link for link in re.findall(r'href="\.\./(.+?)"', html) if link[9:12] in learner["learner"]]
        assert "similar" not in (pages / link).read_text("utf-8"), "that is for the instructor"


def test_a_page_goes_when_two_are_alike_no_more(tmp_path: Path) -> None:
    hand_in(tmp_path, "Ada", FIRST)
    hand_in(tmp_path, "Bob", SECOND, made="2026-11-01T10:00:00Z")
    graded(tmp_path, "--native")
    folder = tmp_path / "out" / "pages" / "similar"
    assert len(list(folder.iterdir())) == 1
    hand_in(tmp_path, "Bob", RIGHT, made="2026-11-02T10:00:00Z")
    graded(tmp_path, "--native")
    assert list(folder.iterdir()) == []


def test_what_could_not_be_compared_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "deno", lambda: "there-is-no-such-program")
    hand_in(tmp_path, "Ada", HALF)
    done = graded(tmp_path, "--native")
    assert done.exit_code == 0 and "Similar works were not looked for in kitchen/tea/pot" in done.output
    assert "Similar works were not looked for" in (tmp_path / "out" / "pages" / "index.html").read_text("utf-8")
    assert similar_works([], {}) == ([], [])


def test_learners_see_their_code(tmp_path: Path) -> None:
    hand_in(tmp_path, "Ada", {**FIRST, "photo.png": b"\xff", "test_app.py": b"mine = 1"})
    graded(tmp_path, "--native")
    [page] = (tmp_path / "out" / "pages" / "learners").iterdir()
    html = page.read_text("utf-8")
    assert "def note(strength, &lt;b&gt;):" in html
    assert re.findall("<h3><bdi>(.*?)</bdi>", html) == ["app.py"], "no checks, no pictures, nothing as handed out"
