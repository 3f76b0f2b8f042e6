"""The order that an author calls right is the only one, as far as the lesson's checks can tell.

Of every `arrange` fence, neighbouring lines are swapped, and the checks are run. They have to pass where the author
says that the two may be swapped, and nowhere else: nobody shall be told that an order is wrong which works.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from sandbox.arrange import Line, parse, read_lines
from sandbox.lessons import Playground
from sandbox.pages import Fence, fences
from sandbox.site_check import find_playground
from tests.course import GOLDEN, ROOT, Course
from tests.proof.variants import Variant, check

ARRANGEMENTS = [(root, fence) for root in (ROOT, GOLDEN) for fence in fences(root) if fence.language == "arrange"]


def playground_of(fence: Fence) -> str:
    return "/".join(parse(fence.body).reference.path.split("/")[:3])


#: With the playground first, as `flaskroom test` reads it.
IDS = [f"{playground_of(fence)} arrangement in line {fence.line}" for _, fence in ARRANGEMENTS]


@pytest.mark.parametrize(("root", "fence"), ARRANGEMENTS, ids=IDS)
def test_no_other_order_passes_the_checks(root: Path, fence: Fence, tmp_path: Path) -> None:
    found = faults(root, fence.body, tmp_path)
    assert not found, f"{fence.page}:{fence.line}: {'; '.join(found)}"


def faults(root: Path, text: str, folder: Path) -> list[str]:
    """What the checks say against an arrangement; `folder` is for its variants."""
    arrangement = parse(text)
    path = arrangement.reference.path
    playground, answer, name = place(root, path)
    lines = read_lines(root, arrangement)
    before = answer.get(name) or playground.project.files[name]
    if not passes(playground, {**answer, name: before}, folder / "as it is"):
        return [f"{path} does not pass its checks as it is"]
    found = []
    for one, other in pairwise(lines):
        if one.text == other.text:
            continue
        after = swapped((root / "lessons" / path).read_text("utf-8"), one, other)
        works = passes(playground, {**answer, name: after}, folder / f"{one.number} and {other.number}")
        if works and one.group != other.group:
            found.append(f"{path} passes its checks with lines {one.number} and {other.number} swapped: say so")
        if not works and one.group == other.group:
            found.append(f"{path} does not pass its checks with lines {one.number} and {other.number} swapped")
    return found


def place(root: Path, path: str) -> tuple[Playground, Mapping[str, str], str]:
    """The playground of a file, the answer that the file belongs to, and the file's name in the project."""
    parts = path.split("/")
    playground = find_playground(root, "/".join(parts[:3]))
    inside = parts[3:]
    if playground.exercise and inside[0] == "solution":
        return playground, playground.exercise.solution, "/".join(inside[1:])
    if playground.exercise and inside[0] == "alternatives":
        return playground, playground.exercise.alternatives[inside[1]], "/".join(inside[2:])
    return playground, {}, "/".join(inside)


def swapped(text: str, one: Line, other: Line) -> str:
    lines = text.split("\n")
    assert one.number and other.number
    first, second = one.number - 1, other.number - 1
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def passes(playground: Playground, answer: Mapping[str, str], folder: Path) -> bool:
    for name, text in answer.items():
        try:
            if name.endswith(".py"):
                compile(text, name, "exec")  # sooner than pytest finds it
        except SyntaxError:
            return False
    folder.mkdir()
    outcome = check(Variant(playground.id, playground, answer, None), folder)
    return outcome.passed > 0 and not outcome.failed


def test_an_author_who_is_wrong_is_told(tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    lines = "import os\nimport re\nfrom flask import Flask\n\napp = Flask(os.sep + re.escape('x'))\n\n\n"
    view = "@app.get('/')\ndef cup():\n    tea = 'Earl Grey'\n    return tea\n"
    course.write("lessons/kitchen/tea/cup/app.py", lines + view)
    name = "kitchen/tea/cup/app.py"

    def said(text: str, folder: str) -> list[str]:
        (tmp_path / folder).mkdir()
        return faults(course.root, text, tmp_path / folder)

    assert said(f"Order?\n\n{name}:1:5\n", "strict") == [
        f"{name} passes its checks with lines 1 and 2 swapped: say so",
        f"{name} passes its checks with lines 2 and 3 swapped: say so",
    ]
    assert said(f"Order?\n\n{name}:8:11\neither order: 10, 11\n", "loose") == [
        f"{name} does not pass its checks with lines 10 and 11 swapped"
    ]
    course.replace(f"lessons/{name}", "Earl Grey", "Coffee")
    assert said(f"Order?\n\n{name}:8:11\n", "wrong") == [f"{name} does not pass its checks as it is"]
