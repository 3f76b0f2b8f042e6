from functools import wraps

from flask import Flask, abort, request

app = Flask(__name__)


def staff_only(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if request.headers.get("X-Badge") != "blue-42":
            abort(403)
        return view(*args, **kwargs)

    return guarded()


@app.get("/")
def index():
    return "<h1>City archive</h1>"


@app.get("/maps/<int:year>")
@staff_only
def old_map(year):
    return f"<p>The map of {year} is in drawer {year % 10}.</p>"


@app.get("/letters")
@staff_only
def letters():
    return "<p>The letters are in room 7.</p>"
