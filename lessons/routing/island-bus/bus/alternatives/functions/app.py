import bisect
from datetime import datetime

from flask import Flask, jsonify, redirect, render_template_string, request, url_for
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter

from timetable import DEPARTURES, STOPS

app = Flask(__name__)
STOP = f"any({', '.join(STOPS)})"


class Clock(BaseConverter):
    regex = r"(?:[01]\d|2[0-3]):[0-5]\d"

    def to_python(self, value):
        return datetime.strptime(value, "%H:%M").time()

    def to_url(self, value):
        return value.isoformat("minutes")


app.url_map.converters.update(clock=Clock)


@app.route("/")
def home():
    html = "{% for u, n in links %}<a class=stop href='{{ u }}'>\n  {{ n }}\n</a>{% endfor %}"
    return render_template_string(html, links=[(url_for("times", name=stop), sign) for stop, sign in STOPS.items()])


@app.route(f"/stops/<{STOP}:name>/")
def times(name):
    return f"{STOPS[name]}: {', '.join(map(str, DEPARTURES[name]))}"


@app.route(f"/stops/<{STOP}:name>/after/<clock:when>")
def after(name, when):
    place = bisect.bisect_left(DEPARTURES[name], when)
    return str((DEPARTURES[name][place : place + 1] or ["No more buses"])[0])


@app.get(f"/api/stops/<{STOP}:name>")
def api(name):
    return jsonify(stop=name, times=[moment.isoformat("minutes") for moment in DEPARTURES[name]])


@app.post(f"/api/stops/<{STOP}:name>")
def add(name):
    bisect.insort(DEPARTURES[name], datetime.strptime(request.get_json()["time"], "%H:%M").time())
    return redirect(url_for("times", name=name, _external=True), code=201)


@app.errorhandler(HTTPException)
def failed(error):
    if request.path.startswith("/api"):
        return jsonify(error=error.name), error.code, {k: v for k, v in error.get_headers() if k == "Allow"}
    return (f"<a href={url_for('home', _external=True)}>Home</a>", 404) if isinstance(error, NotFound) else error
