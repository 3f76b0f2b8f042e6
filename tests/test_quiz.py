"""The text of a quiz: what it may look like, and what an author is told about a faulty one."""

from __future__ import annotations

import pytest

from sandbox.choices import Choice
from sandbox.errors import Fault
from sandbox.quiz import parse


def test_single_choice() -> None:
    quiz = parse("Which status?\n( ) 500 — The rule\n  does not match.\n(x) `a -- b` -- Nothing -- at all.\n( ) 200")
    assert quiz.question == "Which status?"
    assert not quiz.multiple
    assert quiz.choices == (
        Choice("500", "The rule does not match.", right=False),
        Choice("`a -- b`", "Nothing -- at all.", right=True),
        Choice("200", "", right=False),
    )


def test_multiple_choice_with_a_long_question() -> None:
    quiz = parse(
        "Given\n\n```python\nx = []\n```\n\nwhich hold?\n\n[x] `x` is empty\n[X] `x` is a list\n[ ] [a link](/) — no\n"
    )
    assert quiz.question == "Given\n\n```python\nx = []\n```\n\nwhich hold?"
    assert quiz.multiple
    assert [choice.right for choice in quiz.choices] == [True, True, False]


def test_several_choices_may_all_be_wrong_but_one() -> None:
    assert [choice.right for choice in parse("?\n[x] a\n[ ] b").choices] == [True, False]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("A?\n( ) a\n( ) b", None, "the quiz has no right answer; mark one with (x) or [x]"),
        ("A?\n(x) a\n(x) b", 3, "the quiz has two right answers; use [ ] and [x] where several are right"),
        ("A?\n(x) a\n[ ] b", 3, "the quiz mixes ( ) and [ ]"),
        ("(x) a\n( ) b", 1, "the quiz has no question"),
        ("A?\n(x) a", None, "the quiz has one choice, expected two or more lines such as ( ) 404 or (x) 200"),
        ("A?", None, "the quiz has no choices"),
        ("A?\n(x) a\n( ) — why", 3, "the choice is empty"),
        ("A?\n(x) a\n( )", 3, "the choice is empty"),
    ],
)
def test_what_an_author_is_told(text: str, line: int | None, message: str) -> None:
    with pytest.raises(Fault) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert caught.value.line == line
