"""The text of an arrangement: which lines it takes, how they are mixed, what an author is told about a faulty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.arrange import Line, parse, read_lines, shuffled
from sandbox.errors import Fault
from tests.course import GOLDEN, Course

CUP = "kitchen/tea/cup/app.py"
POT = "kitchen/tea/pot/app.py"


def test_lines_of_a_file_without_marks_and_empty_ones() -> None:
    found = parse(f"Put them in order.\n\n{CUP}:1:12\n\nWhy it is so.\n")
    assert found.question == "Put them in order."
    assert found.explanation == "Why it is so."
    assert [(line.number, line.text) for line in read_lines(GOLDEN, found)] == [
        (1, "from flask import Flask, render_template"),
        (3, "app = Flask(__name__)"),
        (7, '@app.get("/")'),
        (8, "def cup():"),
        (9, '    return render_template("cup.html", tea="Earl Grey")'),
    ]


def test_shared_indentation_goes(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.write(f"lessons/{CUP}", "def view():\n    if x:\n        a()\n    b()\n")
    lines = read_lines(tmp_path, parse(f"?\n{CUP}:2:4"))
    assert [line.text for line in lines] == ["if x:", "    a()", "b()"]


def test_lines_that_do_not_belong_and_lines_that_may_be_swapped() -> None:
    found = parse(f"?\n{CUP}:1:9\neither order: 7, 8\nnot: `    return -- 1` — It *is*.\nnot: pass\n")
    assert found.others == (Line("    return -- 1", None, None, "It *is*."), Line("pass", None, None))
    assert [line.group for line in read_lines(GOLDEN, found)] == [0, 1, 2, 2, 4]


def test_the_mixture_is_always_the_same_and_never_right() -> None:
    lines = tuple(Line(text, number, number) for number, text in enumerate("abc"))
    for seed in map(str, range(50)):
        mixed = shuffled(lines, (), seed)
        assert mixed == shuffled(lines, (), seed)
        assert sorted(line.text for line in mixed) == ["a", "b", "c"]
        assert [line.text for line in mixed] != ["a", "b", "c"]


def test_what_may_be_swapped_counts_as_right() -> None:
    lines = (Line("a", 1, 0), Line("b", 2, 0), Line("c", 3, 2))
    first = {tuple(line.text for line in shuffled(lines, (), str(seed))) for seed in range(50)}
    assert first == {("a", "c", "b"), ("b", "c", "a"), ("c", "a", "b"), ("c", "b", "a")}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Order?\n\nnone", 1, "the arrangement names no lines of a file, expected a line such as routing/"),
        (f"{CUP}:1:9", 1, "the arrangement has no question; expected Markdown before the name of the file"),
        ("?\nkitchen/tea/cap/app.py:1:9", 2, 'found "kitchen/tea/cap/app.py", expected a file below lessons/; did'),
        ("?\nkitchen/tea/lesson.toml:1:9", 2, 'found "kitchen/tea/lesson.toml", expected a file of a playground'),
        ("?\n/etc/a/b/passwd:1:9", 2, 'found "/etc/a/b/passwd", expected a file of a playground'),
        ("?\nkitchen/tea/pot/static/leaf.png:1:9", 2, "found kitchen/tea/pot/static/leaf.png, which is not UTF-8 text"),
        (f"?\n{CUP}:9:1", 2, f"found lines 9 to 1, but {CUP} has lines 1 to 12"),
        (f"?\n{CUP}:0:99", 2, f"found lines 0 to 99, but {CUP} has lines 1 to 12"),
        (f"?\n{CUP}:7:8", 2, f"found 2 lines of code in {CUP}:7:8, expected 3 or more"),
        ("?\nkitchen/tea/../secret.py:1:9", 2, 'found "kitchen/tea/../secret.py", expected a file of a playground'),
        ("?\nkitchen/tea/pot/mistakes/always-hot/app.py:1:9", 2, 'found "kitchen/tea/pot/mistakes/always-hot/app.py"'),
        (f"?\n{CUP}:1:9\neither order: 1, 7", 2, "found either order: 1, 7, expected lines that follow each other, of"),
        (f"?\n{CUP}:1:9\neither order: 8, 88", 2, "found either order: 8, 88, expected lines that follow each other"),
        (f"?\n{CUP}:1:9\neither order: 8", 3, 'found "either order: 8", expected two or more numbers'),
        (f"?\n{CUP}:1:9\neither order: 7 or 8", 3, 'found "either order: 7 or 8", expected two or more numbers'),
        (f"?\n{CUP}:1:9\nnot: — because", 3, "found no code, expected a line such as not: `return name`"),
        (f"?\n{CUP}:1:9\nnot: `def cup():`", 2, f"found not: `def cup():`, which is one of the lines of {CUP}:1:9"),
        (f"?\n{CUP}:7:9\neither order: 7, 8, 9", None, "every order of these lines is right"),
    ],
)  # fmt: skip
def test_what_an_author_is_told(text: str, line: int | None, message: str) -> None:
    def mix() -> None:
        found = parse(text)
        shuffled(read_lines(GOLDEN, found), found.others, "")

    with pytest.raises(Fault) as caught:
        mix()
    assert str(caught.value).startswith(message)
    assert caught.value.line == line
