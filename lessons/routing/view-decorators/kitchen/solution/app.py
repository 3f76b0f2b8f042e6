from functools import wraps

from flask import Flask, redirect, render_template, url_for

app = Flask(__name__)

SOUPS = {"monday": "Pumpkin", "friday": "Lentil"}


def templated(name):
    def decorator(view):
        @wraps(view)
        def rendering(*args, **kwargs):
            result = view(*args, **kwargs)
            return render_template(name, **result) if isinstance(result, dict) else result

        return rendering

    return decorator


@app.get("/")
@templated("index.html")
def index():
    return {"title": "Soup kitchen", "days": SOUPS}


@app.get("/soups/<day>")
@templated("soup.html")
def soup(day):
    if day not in SOUPS:
        return redirect(url_for("index"))
    return {"title": SOUPS[day], "day": day}


@app.get("/about")
@templated("about.html")
def about():
    return {}
