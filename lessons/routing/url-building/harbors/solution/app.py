from flask import Flask, abort, url_for
from markupsafe import escape

app = Flask(__name__)

HARBORS = {"Oldtown": "07:15, 16:05", "Pier #2": "11:40", "Half Moon Bay": "12:20"}


@app.route("/")
def index():
    links = ""
    for harbor in HARBORS:
        address = url_for("departures", harbor=harbor)
        links += f'<li><a href="{address}">{escape(harbor)}</a></li>'
    return f"<h1>All harbors</h1><ul>{links}</ul>"


@app.route("/departures/<harbor>")
def departures(harbor):
    if harbor not in HARBORS:
        abort(404)
    back = url_for("index")
    return f'<h1>{escape(harbor)}</h1><p>{HARBORS[harbor]}</p><p><a href="{back}">All harbors</a></p>'
