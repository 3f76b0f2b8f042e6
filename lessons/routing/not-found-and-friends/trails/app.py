from difflib import get_close_matches

from flask import Flask, abort, request
from markupsafe import escape

app = Flask(__name__)

TRAILS = {"gorge": "Through the gorge", "ridge": "Along the ridge", "mill": "To the old mill"}


@app.get("/trails/<name>")
def trail(name):
    if name not in TRAILS:
        abort(404, description=f"There is no trail “{name}”.")
    return f"<h1>{TRAILS[name]}</h1>"


@app.post("/trails/<name>/reports")
def report(name):
    return f"<p>Thank you for your report about {escape(name)}.</p>", 201


@app.errorhandler(404)
def not_found(error):
    paths = [f"/trails/{name}" for name in TRAILS]
    nearest = get_close_matches(request.path, paths, n=1)
    hint = f'<p>Did you mean <a href="{nearest[0]}">{nearest[0]}</a>?</p>' if nearest else ""
    return f"<h1>Off the trail</h1><p>{escape(error.description)}</p>{hint}", 404
