"""Server-sent events: a feed that breaks off after every second event, a page that follows it, and a slow page."""

import time
from collections.abc import Iterator

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

app = Flask(__name__)
connections: list[int] = []
closed: list[str] = []


@app.get("/")
def home() -> ResponseReturnValue:
    return """<!doctype html><title>Feed</title><ol id="seen"></ol><button>Close</button>
<script>
  const feed = new EventSource("/feed");
  const add = (text) => document.getElementById("seen").append(text + " ");
  feed.onmessage = ({ data, lastEventId }) => add(`${lastEventId}:${data}`);
  feed.addEventListener("bell", ({ data }) => add(`bell:${data}`));
  document.querySelector("button").onclick = () => feed.close();
</script>"""


@app.get("/feed")
def feed() -> ResponseReturnValue:
    last = int(request.headers.get("Last-Event-ID", 0))
    connections.append(last)

    def events() -> Iterator[str]:
        yield "retry: 50\r\n\r\n: a comment\n\n"
        yield f"id: {last + 1}\ndata: first\ndata: line {last + 1}\n"
        yield "\n"
        yield f"id: {last + 2}\nevent: bell\ndata: {last + 2}\n\n"

    return Response(events(), mimetype="text/event-stream")


@app.get("/connections")
def list_connections() -> ResponseReturnValue:
    return connections


@app.get("/slow")
def slow() -> ResponseReturnValue:
    def page() -> Iterator[str]:
        yield "<!doctype html><title>Slow</title><link rel=stylesheet href=/style.css><h1>Beginning</h1><ul>"
        try:
            for number in range(10_000):
                yield f"<li>row {number}</li><script>document.title = 'row {number}'</scr" + "ipt>"
                time.sleep(0.1)
        finally:
            closed.append("slow")

    return page()


@app.get("/style.css")
def style() -> ResponseReturnValue:
    return Response("h1 { color: rgb(1, 2, 3) }", mimetype="text/css")


@app.get("/endless/<kind>")
def endless(kind: str) -> ResponseReturnValue:
    def noise() -> Iterator[bytes]:
        while True:
            yield b"<p>" + b"x" * 1_000_000

    return Response(noise(), mimetype=f"text/{kind}")


@app.get("/closed")
def list_closed() -> ResponseReturnValue:
    return closed
