"""The app that every engine runs: a form, a redirect, a cookie, and a view that never ends."""

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

app = Flask(__name__)


@app.get("/")
def home() -> str:
    name = request.cookies.get("name", "stranger")
    return (
        f'<h1>Hello, {name}</h1><form method="post"><input name="name" aria-label="Name"><button>Save</button></form>'
    )


@app.post("/")
def save() -> Response:
    response = redirect("/", 303)
    response.set_cookie("name", request.form["name"])
    return response


@app.get("/loop")
def loop() -> str:
    while True:
        pass
