from flask import Flask, abort, url_for

app = Flask(__name__)

STOPS = {1: "Lighthouse lamp", 2: "Ship's bell", 3: "Tide clock"}


@app.route("/")
def index():
    links = ""
    for number, name in STOPS.items():
        address = url_for("stop", number=number)
        links += f'<li><a href="{address}">{name}</a></li>'
    return f"<h1>Audio guide</h1><ul>{links}</ul>"


@app.route("/stops/<int:number>")
def stop(number):
    if number not in STOPS:
        abort(404)
    return f'<h1>{STOPS[number]}</h1><p><a href="{url_for("index")}">All stops</a></p>'


@app.route("/urls")
def urls():
    return [
        url_for("index"),
        url_for("stop", number=2),
        url_for("stop", number=2, lang="de"),
        url_for("stop", number=2, said="salt & pepper"),
        url_for("stop", number=2, _anchor="text"),
        url_for("stop", number=2, _external=True),
        url_for("static", filename="bell.mp3"),
    ]
