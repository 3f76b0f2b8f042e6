"""Much at once: a large answer, many lines in the log, and forms that scripts and buttons send."""

import random

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

app = Flask(__name__)
SIZE = 20 * 1024 * 1024


def noise() -> bytes:
    """The same bytes everywhere."""
    return random.Random(20).randbytes(SIZE)


@app.get("/")
def home() -> ResponseReturnValue:
    return """<!doctype html><title>Forms</title>
<form id="order" action="/sent"><label>Tea <input name="tea" required></label>
  <button name="by" value="button">Order</button>
  <button name="by" value="new" formtarget="_blank">Order in a new window</button>
  <button name="by" value="anyway" formnovalidate formmethod="post" formenctype="text/plain">Order anyway</button>
</form>
<button onclick="order.requestSubmit()">Script</button>
<button onclick="order.requestSubmit(order.querySelector('button'))">Script with a button</button>
<output></output>
<script>
  order.addEventListener("submit", ({ submitter }) => sessionStorage.setItem("by", submitter?.value ?? "nobody"));
  order.addEventListener("invalid", () => document.querySelector("output").append("invalid "), true);
</script>"""


@app.route("/sent", methods=["GET", "POST"])
def sent() -> ResponseReturnValue:
    script = "document.querySelector('output').textContent = sessionStorage.getItem('by')"
    got = f"{request.method} {request.query_string.decode()} {request.mimetype} {request.get_data(as_text=True)}"
    return f"<!doctype html><title>Sent</title><p>{got}</p><output></output><script>{script}</script>"


@app.get("/noise")
def send_noise() -> ResponseReturnValue:
    return Response(noise(), mimetype="application/octet-stream")


@app.get("/log")
def log() -> ResponseReturnValue:
    for number in range(10_000):
        app.logger.warning("line %d", number)
    return "logged"


@app.route("/bytes/<path:name>", methods=["GET", "POST"])
def received(name: str) -> ResponseReturnValue:
    """What came in, whose bytes need not be UTF-8."""
    return {"name": name, "args": request.args, "form": request.form, "agent": request.headers["X-Own"]}
