"""`requests.http`: what lessons use of the editors' format, and what is refused."""

from __future__ import annotations

import pytest

from sandbox.errors import Fault
from sandbox.requests_http import SavedRequest, parse


def test_a_request_in_full() -> None:
    text = (
        "# a comment\n### Log in\n# another\nPOST http://localhost:5000/login?next=/ HTTP/1.1\n"
        "Content-Type: application/json\nX-Empty:\n\n# not a comment\n\n{}\n\n###\n"
    )
    headers = (("Content-Type", "application/json"), ("X-Empty", ""))
    assert parse(text) == (SavedRequest("Log in", "POST", "/login?next=/", headers, "# not a comment\n\n{}"),)


def test_a_request_without_a_name_is_called_by_its_first_line() -> None:
    assert [(request.name, request.path) for request in parse("GET http://localhost:5000\n###\nDELETE /tea/1\n")] == [
        ("GET /", "/"),
        ("DELETE /tea/1", "/tea/1"),
    ]


def test_multipart_bodies_get_the_line_ends_of_rfc_2046() -> None:
    head = "POST /\nContent-Type: multipart/form-data; boundary=b\n\n"
    text = head + '--b\nContent-Disposition: form-data; name="a"\n\n1\n--b--\n'
    assert parse(text)[0].body == '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'


def test_an_empty_file_has_no_requests() -> None:
    assert parse("# nothing\n") == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("### A\nGET /\n### A\nGET /b\n", 4, 'there are two requests named "A"'),
        ("### A\n\n### B\nGET /\n", 2, 'the request "A" is empty'),
        ("GET {{host}}/\n", 1, "variables, scripts and included files do not work in a page: GET {{host}}/"),
        ("@host = localhost\nGET /\n", 1, "variables, scripts and included files do not work in a page"),
        ("POST /\n\n< ./tea.json\n", 3, "variables, scripts and included files do not work in a page"),
        ("GET /\n\nbody\n", 1, "GET has a body, which no browser sends"),
        ("GET\n", 1, 'found address "", expected http://localhost:5000/… or a path such as /greet/Ada'),
        ("GET /a b\n", 1, 'found address "/a b"'),
        ("GET http://localhost:50001/\n", 1, 'found address "http://localhost:50001/"'),
        ("get /\n", 1, 'found method "get", expected one of GET'),
    ],
)
def test_what_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(Fault) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert caught.value.line == line
