"""A small app that is started, asked and forgotten, while an interpreter waits for a project.

What happens for the first time takes several times as long: the engine compiles what Python uses of WebAssembly, Python
loads and caches. So an interpreter that has time does it before somebody waits.
"""

from __future__ import annotations

from shutil import rmtree

from sandbox.bridge.surface import Bridge

FILES = {
    "app.py": """
from flask import Flask, render_template, request, session

app = Flask(__name__)
app.secret_key = "rehearsal"

@app.route("/", methods=["GET", "POST"])
def index():
    session["seen"] = request.form.get("name", request.args.get("name"))
    return render_template("index.html", names=["a", "b"])

@app.get("/items/<int:number>")
def item(number):
    return {"number": number}
""",
    "templates/base.html": """<link href="{{ url_for("static", filename="style.css") }}">
{% block main %}{% endblock %}""",
    "templates/index.html": """{% extends "base.html" %}
{% block main %}{% for name in names %}{{ name | upper }}{% else %}nobody{% endfor %}{% endblock %}""",
    "static/style.css": "",
}
FORM = ["Content-Type", "application/x-www-form-urlencoded"]
REQUESTS: tuple[tuple[str, str, list[list[str]], bytes], ...] = (
    ("GET", "/", [], b""),
    ("GET", "/static/style.css", [], b""),
    ("GET", "/items/1", [], b""),
    ("POST", "/", [FORM, ["Content-Length", "6"]], b"name=a"),
)


def rehearse(folder: str = "/tmp/rehearsal") -> None:
    """Nothing of it stays but what is cached. Raises `RuntimeError` where the app does not answer as it should."""
    statuses: list[int] = []
    bridge = Bridge(lambda event: statuses.append(event["status"]) if event["type"] == "response" else None, folder)
    problem = bridge.start(FILES, "flask run")
    for number, (method, path, headers, body) in enumerate(() if problem else REQUESTS):
        bridge.request(number, method, f"http://localhost:5000{path}", headers, body)
    bridge.close()
    rmtree(folder)
    if set(statuses) != {200}:
        raise RuntimeError(f"the rehearsal was answered with {statuses}: {problem}")
