"""An assignment as a file and as a link: the same, and clear words for what is wrong in either."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from sandbox.classroom.assignment import Assigned, Late, from_fragment, read_assignment, to_fragment
from sandbox.errors import AuthorError, Fault
from tests.course import GOLDEN

FOLDER = GOLDEN / "classroom"
FRAGMENT = (FOLDER / "fragment.txt").read_text("utf-8").strip()


def test_file() -> None:
    assignment = read_assignment(FOLDER / "assignment.toml")
    assert assignment.title == "Week 1: tea & coffee"
    assert assignment.exercises == (Assigned("kitchen/tea/pot", "fa5681b39d85", 5), Assigned("kitchen/tea/cup"))
    assert assignment.due == datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))
    assert (assignment.ask, assignment.reveal) == (("name", "email"), ("hints", "checks"))
    assert assignment.late == Late(10, 4)


def test_link_and_file_say_the_same() -> None:
    assignment = read_assignment(FOLDER / "assignment.toml")
    assert to_fragment(assignment) == FRAGMENT
    assert from_fragment("#" + FRAGMENT) == assignment


def test_what_may_be_left_out() -> None:
    assignment = from_fragment("assignment=1&title=A&exercise=a/b/c")
    assert assignment.due is None and assignment.late is None
    assert assignment.reveal == ("hints", "checks", "solutions") and assignment.ask == ("name",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "assignment.toml:1: has the format 2, expected 1; a newer Flaskroom has made it"),
        ('title = "Week', 'tilte = "Week', 'assignment.toml:2: unknown key "tilte"'),
        ("+01:00", "", 'assignment.toml:7: "due" has no time zone, expected a date and time with an offset'),
        (
            '"hints", ',
            '"hint", ',
            'assignment.toml:9: "reveal" has "hint", expected one of hints, checks, solutions; did',
        ),
        (
            "tea/pot@",
            "tea-pot@",
            'assignment.toml:10: found the exercise "kitchen/tea-pot", expected <track>/<lesson>/',
        ),
        ("tea/cup", "tea/pot", 'assignment.toml:10: "kitchen/tea/pot" comes twice'),
        ('"kitchen/tea/pot" = 5', '"kitchen/tea/pott" = 5', 'assignment.toml:15: points for "kitchen/tea/pott", which'),
        ("_day = 10", "_day = 101", "assignment.toml:18: 101 percent a day, expected 1 to 100"),
        ("due = 2026-12-01T23:59:00+01:00", "", "assignment.toml:18: a rule for late work needs a due date"),
    ],
)
def test_faults_in_the_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (FOLDER / "assignment.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "assignment.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(AuthorError) as error:
        read_assignment(tmp_path / "assignment.toml")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("", "this is no link of an assignment"),
        ("project=abc", "this is no link of an assignment"),
        ("assignment=9&title=A&exercise=a/b/c", "has the format 9, expected 1"),
        ("assignment=1&title=A", "there is no exercise, expected at least one; was the link cut?"),
        ("assignment=1&exercise=a/b/c", "the title is empty"),
        ("assignment=1&title=A&exercise=a/b", 'found the exercise "a/b"'),
        ("assignment=1&title=A&exercise=a/b/c&due=2026-12", 'the due date is "2026-12"'),
        ("assignment=1&title=A&exercise=a/b/c&due=2026-12-01T10:00", "the due date 2026-12-01T10:00 has no time zone"),
        ("assignment=1&title=A&exercise=a/b/c&ask=shoe", '"ask" has "shoe"'),
        ("assignment=1&title=A&exercise=a/b/c:x", 'found "x", expected a number'),
    ],
)
def test_faults_in_a_link(fragment: str, message: str) -> None:
    with pytest.raises(Fault) as error:
        from_fragment(fragment)
    assert error.value.message.startswith(message)
