"""The text of a prediction: what it may look like, and what an author is told about a faulty one."""

from __future__ import annotations

import pytest

from sandbox.choices import Choice
from sandbox.errors import Fault
from sandbox.predict import Part, parse

HEAD = "a/b/c\nGET /age/old\n\n"


def test_status_body_and_explanation() -> None:
    found = parse(
        f"What now?\n\n{HEAD}Status: 404\nBody:\n(x) `Not -- Found` — *So*\n  it is.\n( ) 7\n\nWhy\n\nBecause:\n"
    )
    assert found.question == "What now?"
    assert found.playground == "a/b/c"
    assert (found.request.method, found.request.path) == ("GET", "/age/old")
    assert found.status == 404
    choices = (Choice("Not -- Found", "*So* it is.", right=True), Choice("7", "", right=False))
    assert found.parts == (Part("Body", choices),)
    assert found.explanation == "Why\n\nBecause:"


def test_a_form_and_a_field_of_the_response() -> None:
    found = parse(
        "a/b/c\nPOST /\nContent-Type: application/x-www-form-urlencoded\n\nname=Ada\n\n"
        "Status: 303\nLocation:\n(x) /\n( ) /thanks\nBody:\n( ) `Thank you`\n(x) `Redirecting`\n"
    )
    assert found.question == found.explanation == ""
    assert found.request.headers == (("Content-Type", "application/x-www-form-urlencoded"),)
    assert found.request.body == "name=Ada"
    assert [(part.name, [choice.right for choice in part.choices]) for part in found.parts] == [
        ("Location", [True, False]),
        ("Body", [False, True]),
    ]


def test_the_right_status_is_among_those_to_choose_from() -> None:
    assert parse(f"{HEAD}Status: 422").statuses == (200, 302, 400, 404, 422, 500)
    assert parse(f"{HEAD}Status: 404").statuses == (200, 302, 400, 404, 500)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("GET /\nStatus: 200", 1, "the prediction names no app, expected a line <track>/<lesson>/<playground>"),
        (HEAD, None, "the prediction has no status, expected a line such as Status: 404 below the request"),
        ("a/b/c\n\nStatus: 200", 2, "the prediction has no requests, expected one such as GET /greet/Ada"),
        ("a/b/c\n### A\nGET /\n### B\nGET /b\nStatus: 200", 2, "the prediction has 2 requests, expected one"),
        ("Why?\n\na/b/c\nFETCH /\n\nStatus: 200", 4, 'found method "FETCH", expected one of GET'),
        (f"{HEAD}Status: Not Found", 4, 'found the status "Not Found", expected a number such as 404'),
        (f"{HEAD}Status: 4040", 4, 'found the status "4040", expected a number such as 404'),
        (f"{HEAD}Status: 200\nBody:\n(x) a\n\n", 5, 'the list "Body" has one choice, expected two or more'),
        (f"{HEAD}Status: 200\nBody:\n( ) a\n( ) b", 5, 'the list "Body" has no right answer; mark one with (x)'),
        (f"{HEAD}Status: 200\nBody:\n(x) a\n(x) b", 7, 'the list "Body" has two right answers'),
        (f"{HEAD}Status: 200\nBody:\n(x) a\n( ) b\nbody:\n(x) a\n( ) b", 8, '"body" comes twice'),
        (f"{HEAD}Status: 200\nStatus:\n(x) 200\n( ) 404", 5, '"Status" comes twice'),
        (f"{HEAD}Status: 200\nBody:\n[x] a\n[ ] b", 5, 'the list "Body" has brackets; one answer comes'),
        (f"{HEAD}Status: 200\nBody:\n(x) a\n( ) — why", 7, "the choice is empty"),
    ],
)
def test_what_an_author_is_told(text: str, line: int | None, message: str) -> None:
    with pytest.raises(Fault) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert caught.value.line == line
