"""What an app prints and logs: in order, at once, and never a flood."""

from __future__ import annotations

import pytest

from sandbox.bridge.output import BUDGET
from tests.bridge.conftest import Playground, app


def test_prints_and_log_lines_come_in_order(playground: Playground) -> None:
    playground.start(
        app(
            """
            import sys
            print("one")
            print("two", file=sys.stderr)
            app.logger.warning("three")
            return "x"
            """
        )
    )
    playground.events.clear()
    playground.request("/")
    lines = playground.printed.splitlines()
    assert lines[:2] == ["one", "two"]
    assert lines[2].endswith("WARNING in app: three")
    assert lines[3].endswith('"GET / HTTP/1.1" 200 -')
    streams = [event["stream"] for event in playground.of("output")]
    assert streams[0] == "stdout" and set(streams[1:]) == {"stderr"}


def test_lines_are_sent_while_the_view_runs(playground: Playground) -> None:
    playground.start(app("yield_ = (print('first') or 'a', print('second') or 'b')\nreturn iter(yield_)"))
    playground.events.clear()
    playground.request("/")
    kinds = [event["type"] for event in playground.events]
    assert kinds.index("output") < kinds.index("response")


def test_text_without_a_newline_is_sent_at_the_end_of_the_request(playground: Playground) -> None:
    playground.start(app("print('half', end=''); return 'x'"))
    playground.request("/")
    assert "half" in playground.printed


def test_bytes_and_lone_surrogates_do_not_break_it(playground: Playground) -> None:
    playground.start(
        app("import sys\nsys.stdout.buffer.write('é'.encode() + b'\\xff\\n')\nprint('\\ud800'); return 'x'")
    )
    assert playground.request("/")["status"] == 200
    assert "é\ufffd\n\\ud800\n" in playground.printed


@pytest.mark.parametrize(
    "body",
    [
        'print("é" * 50_000_000)',
        'for _ in range(1_000_000): print("x" * 99)',
        'import sys\nfor _ in range(1_000_000): print("x" * 99, file=sys.stderr)',
    ],
    ids=["one line", "many lines", "beside the log"],
)
def test_100_mb_are_cut_and_counted(playground: Playground, body: str) -> None:
    playground.start(app(f"{body}\nreturn 'done'"))
    playground.events.clear()
    assert playground.request("/")["body"] == b"done"
    assert len(playground.printed) < BUDGET + 2000
    assert len(playground.events) < 700
    assert "[99,737,85" in playground.printed and "more bytes were printed and are not shown]" in playground.printed
    assert '"GET / HTTP/1.1" 200 -' in playground.printed


def test_the_next_request_has_a_budget_of_its_own(playground: Playground) -> None:
    playground.start(app('print("x" * 10**6 if "big" in request.args else "small"); return "x"'))
    playground.request("/?big")
    playground.events.clear()
    playground.request("/")
    assert playground.printed.startswith("small\n") and "not shown" not in playground.printed


def test_what_the_start_prints_is_reported_too(playground: Playground) -> None:
    playground.start("print('hello from the module')\n" + app("return 'x'"))
    assert playground.printed.startswith("hello from the module\n")


def test_logging_set_up_by_the_app_is_obeyed(playground: Playground) -> None:
    playground.start("import logging\nlogging.basicConfig(format='<%(name)s> %(message)s')\n" + app("return 'x'"))
    playground.request("/")
    assert "<werkzeug> 127.0.0.1 - - [" in playground.printed


def test_nobody_answers_input(playground: Playground) -> None:
    playground.start(app("return input('name? ')"))
    assert playground.request("/")["status"] == 500
    assert playground.problems[0]["type"] == "EOFError" and "request.args" in playground.problems[0]["advice"]
