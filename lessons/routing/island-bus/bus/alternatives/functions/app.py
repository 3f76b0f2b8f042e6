import bisect
from datetime import datetime

from flask import Flask, jsonify, redirect, render_template_string, request, url_for
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter

from timetable import DEPARTURES, STOPS

app = Flask(__name__)


class Clock(BaseConverter):
    regex = r"(?:[01]\d|2[0-3]):[0-5]\d"

    def to_python(self, value):
        return datetime.strptime(value, "%H:%M").time()

    def to_url(self, value):
        return value.isoformat("minutes")


app.url_map.converters.update(clock=Clock)
STOP = f"any({', '.join(STOPS)})"

PAGE = """
<h1>{{ title }}</h1>
{% for url, name in links %}<a class="stop" href="{{ url }}">
  {{ name }}
</a>{% endfor %}
<p>{{ text }}</p>
"""


@app.route("/")
def home():
    links = [(url_for("times", name=stop), sign) for stop, sign in STOPS.items()]
    return render_template_string(PAGE, title="Island bus", links=links)


@app.route(f"/stops/<{STOP}:name>/")
def times(name):
    return render_template_string(PAGE, title=STOPS[name], text=", ".join(map(str, DEPARTURES[name])))


@app.route(f"/stops/<{STOP}:name>/after/<clock:when>")
def after(name, when):
    place = bisect.bisect_left(DEPARTURES[name], when)
    return (DEPARTURES[name][place : place + 1] or ["No more buses"])[0].__format__("")


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
    if isinstance(error, NotFound):
        return render_template_string(PAGE, title="Nothing here", links=[(url_for("home"), "Home")]), 404
    return error
