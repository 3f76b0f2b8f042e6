"""Responses that are sent piece by piece, while other requests are answered."""

from __future__ import annotations

from typing import Any

from tests.bridge.conftest import Playground

FIELDS = [["Host", "localhost:5000"]]
COUNTING = """
from flask import Flask, request, stream_with_context
app = Flask(__name__)
closed = []

@app.get("/count")
def count():
    def numbers():
        try:
            for number in range(1000):
                yield f"{number} for {request.args['who']};"
        finally:
            closed.append(request.args["who"])
    return stream_with_context(numbers())

@app.get("/closed")
def seen():
    return closed

@app.get("/stubborn")
def stubborn():
    def numbers():
        while True:
            try:
                yield "again"
            except GeneratorExit:
                yield "no"
    return numbers()
"""


def begin(playground: Playground, number: int, target: str) -> bool:
    return playground.bridge.begin(number, "GET", f"http://localhost:5000{target}", FIELDS, b"")


def sent(playground: Playground, number: int) -> list[Any]:
    mine = [event for event in playground.events if event.get("id") == number]
    return [event["bytes"].decode() if event["type"] == "chunk" else event["type"] for event in mine]


def test_a_response_is_sent_a_chunk_at_a_time(playground: Playground) -> None:
    playground.start(COUNTING)
    assert begin(playground, 100, "/count?who=a")
    assert sent(playground, 100) == ["response", "0 for a;"]
    assert playground.bridge.advance(100)
    assert sent(playground, 100) == ["response", "0 for a;", "1 for a;"]


def test_two_alternate_and_each_keeps_its_request(playground: Playground) -> None:
    playground.start(COUNTING)
    begin(playground, 100, "/count?who=a")
    begin(playground, 101, "/count?who=b")
    while playground.bridge.advance(100) | playground.bridge.advance(101):
        pass
    assert sent(playground, 100)[-3:] == ["999 for a;", "end", "inspection"]
    assert sent(playground, 101)[-3:] == ["999 for b;", "end", "inspection"]
    assert playground.problems == []
    assert playground.text("/closed") == '["a","b"]\n'


def test_a_client_that_goes_closes_the_generator(playground: Playground) -> None:
    playground.start(COUNTING)
    begin(playground, 100, "/count?who=a")
    playground.bridge.cancel(100)
    playground.bridge.cancel(100)  # as often as one likes
    assert sent(playground, 100)[-2:] == ["end", "inspection"]
    assert not playground.bridge.advance(100)
    assert playground.text("/closed") == '["a"]\n'
    assert playground.problems == []


def test_a_generator_that_will_not_close_is_logged_and_the_server_goes_on(playground: Playground) -> None:
    playground.start(COUNTING)
    begin(playground, 100, "/stubborn")
    playground.bridge.cancel(100)
    assert "ignored GeneratorExit" in playground.printed
    assert playground.text("/closed") == "[]\n"
