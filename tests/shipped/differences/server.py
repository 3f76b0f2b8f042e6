"""What the server and Flask give an app, and make of its responses."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import flask
from flask import (
    abort,
    after_this_request,
    current_app,
    make_response,
    redirect,
    request,
    request_finished,
    send_file,
    session,
    stream_with_context,
    url_for,
)

from .entries import Ask, differs, same

LARGE = "a" * 2_000_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPLOAD = {"Content-Type": "multipart/form-data; boundary=x"}
PART = '--x\r\nContent-Disposition: form-data; name="f"; filename="größe.txt"\r\n\r\n' + LARGE + "\r\n--x--\r\n"


@differs(
    "`input()`, `getpass`",
    "wait for what you type in the terminal",
    "`EOFError`: nobody types into this server. Take input from the request",
    gives="typed at home",
    instead="EOFError: EOF when reading a line",
)
def asks_the_terminal() -> str:
    return input("Your name? ")


@differs(
    "`breakpoint()`",
    "opens the debugger in the terminal",
    "`SystemExit`. Werkzeug's debugger works, under `flask run --debug`",
    gives="went on",
    instead="SystemExit",
)
def stops_for_the_debugger() -> str:
    try:
        breakpoint()
    except SystemExit as end:  # Flask would end the connection without a word
        return type(end).__name__
    return "went on"


@differs(
    "Below `print()`: `sys.stdout.fileno()`, `os.write(1, …)`, `faulthandler`",
    "the terminal",
    "`UnsupportedOperation`, or the server log does not show it",
    gives=1,
    instead="UnsupportedOperation: fileno",
)
def number_of_the_output() -> int:
    return sys.stdout.fileno()


@differs(
    "`wsgi.multithread` in `request.environ`",
    "true: each request has its thread",
    "false: one request is answered after the other",
    gives=True,
    instead=False,
)
def has_threads() -> bool:
    return bool(request.environ["wsgi.multithread"])


@differs(
    "`wsgi.file_wrapper` in `request.environ`",
    "not there",
    "there, so files leave in larger blocks",
    gives=False,
    instead=True,
)
def sends_files_in_large_blocks() -> bool:
    return "wsgi.file_wrapper" in request.environ


@same(Ask("GET"), Ask("HEAD"), Ask("OPTIONS"), Ask("DELETE"))
def methods() -> Any:
    return make_response("text ✓", {"X-Own": "1"})


@same(Ask(), Ask(headers={"Range": "bytes=2-4"}), Ask(headers={"Range": "bytes=99-"}))
def part_of_a_file() -> Any:
    return send_file(BytesIO(b"0123456789"), "text/plain", conditional=True, etag="v1", last_modified=1)


@same(Ask(headers={"If-None-Match": '"v1"'}), Ask(headers={"If-Modified-Since": "Fri, 02 Jan 1970 00:00:00 GMT"}))
def file_that_the_client_has() -> Any:
    return part_of_a_file()


@same(Ask(), Ask(headers={"Cookie": "session=damaged; a=1"}))
def cookies() -> Any:
    session["a"] = request.cookies.get("a")
    response = make_response("cookies")
    response.set_cookie("a", "ü; =", max_age=60, httponly=True, samesite="Lax")
    response.delete_cookie("b")
    return response


@same(Ask("POST", FORM, "a=1&a=2&b=%C3%BC+x"), Ask("POST", {"Content-Type": "application/json"}, "{"))
def form_or_json() -> Any:
    return {"form": request.form.to_dict(flat=False), "json": request.json if request.is_json else None}


@same(Ask("POST", UPLOAD, PART), Ask("POST", {"Content-Type": "text/plain"}, LARGE))
def large_upload() -> Any:
    return [(file.filename, len(file.read())) for file in request.files.values()] or len(request.get_data())


@same(Ask(query="?a=%C3%BC&a=2"), Ask(headers={"Host": "example.org", "X-Forwarded-For": "1.2.3.4"}))
def what_is_known_of_a_request() -> Any:
    named = (
        "SERVER_PROTOCOL",
        "REMOTE_ADDR",
        "PATH_INFO",
        "QUERY_STRING",
        "SCRIPT_NAME",
        "HTTP_HOST",
        "wsgi.url_scheme",
    )
    keys = sorted(request.environ.keys() - {"wsgi.file_wrapper"})  # a difference of its own
    return [keys, [request.environ[name] for name in named], request.url, request.access_route]


@same()
def urls() -> Any:
    return [
        url_for("static", filename="a b.css"),
        url_for("/server/urls", _external=True, _scheme="https", _anchor="x"),
    ]


@same()
def redirects() -> Any:
    return redirect(url_for("/server/urls"), 303)


@same(Ask(), Ask("HEAD"))
def stream() -> Any:
    def lines() -> Iterator[str]:
        for number in range(3):
            time.sleep(0.01)
            yield f"{number} {request.path}\n"

    return make_response(stream_with_context(lines()), {"Content-Type": "text/plain"})


@same()
def order_of_what_follows_a_view() -> Any:
    order: list[str] = []

    def finished(_sender: object, **_: object) -> None:
        order.append("signal")

    @after_this_request
    def after(response: flask.Response) -> flask.Response:
        order.append("after")
        return response

    with current_app.test_request_context("/missing"), request_finished.connected_to(finished, current_app):
        order.append(str(current_app.full_dispatch_request().status_code))
    return order


@same()
def refused() -> Any:
    abort(418, "no coffee")


@same()
def its_own_client() -> Any:
    """A test client inside of an app, as people use for warming up."""
    return current_app.test_client().get("/server/urls").json


@same()
def what_is_gone_from_flask() -> Any:
    return [hasattr(current_app, name) for name in ("before_first_request", "json_encoder", "env")]


@same()
def command_line() -> Any:
    return [sys.argv[1:2], current_app.name, current_app.debug, current_app.testing]
