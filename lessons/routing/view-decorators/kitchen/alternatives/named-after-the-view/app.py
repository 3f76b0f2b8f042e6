import functools

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

app = Flask(__name__)

SOUPS = {"monday": "Pumpkin", "friday": "Lentil"}


def templated(view):
    """The template has the name of the view."""

    @functools.wraps(view)
    def rendering(**values) -> ResponseReturnValue:
        match view(**values):
            case dict() as context:
                return render_template([f"{view.__name__}.html", "page.html"], **context)
            case response:
                return response

    return rendering


@app.get("/")
@templated
def index():
    return {"title": "Soup kitchen", "days": SOUPS}


@app.get("/soups/<day>")
@templated
def soup(day):
    if day not in SOUPS:
        return redirect(url_for("index"))
    return {"title": SOUPS[day], "day": day}


@app.get("/about")
@templated
def about():
    return {}
