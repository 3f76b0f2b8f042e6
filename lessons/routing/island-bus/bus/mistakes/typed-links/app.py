from flask import Flask, abort, request, url_for
from flask.views import MethodView

from converters import TimeConverter, read_time
from timetable import DEPARTURES, STOPS

app = Flask(__name__)
app.url_map.converters["time"] = TimeConverter


@app.get("/")
def index():
    items = "".join(f'<li><a href="/stops/{name}/">{name}</a></li>' for stop, name in STOPS.items())
    return f"<h1>Island bus</h1><ul>{items}</ul>"


@app.get("/stops/<stop>/")
def show_stop(stop):
    times = " ".join(f"{time:%H:%M}" for time in departures(stop))
    return f"<h1>{STOPS[stop]}</h1><p>{times}</p>"


@app.get("/stops/<stop>/after/<time:moment>")
def next_bus(stop, moment):
    later = [time for time in departures(stop) if time >= moment]
    return f"<p>{later[0]:%H:%M}</p>" if later else "<p>No more buses today</p>"


class StopAPI(MethodView):
    def get(self, stop):
        return {"stop": stop, "times": [f"{time:%H:%M}" for time in departures(stop)]}

    def post(self, stop):
        times = departures(stop)
        try:
            times.append(read_time(request.json["time"]))
        except (KeyError, TypeError, ValueError):
            abort(400, description='Send a time, such as {"time": "12:30"}.')
        times.sort()
        return self.get(stop), 201, {"Location": url_for("show_stop", stop=stop)}


app.add_url_rule("/api/stops/<stop>", view_func=StopAPI.as_view("stop_api"))


def departures(stop):
    if stop not in DEPARTURES:
        abort(404, description=f"There is no stop {stop!r}.")
    return DEPARTURES[stop]


@app.errorhandler(404)
def not_found(error):
    if request.path.startswith("/api/"):
        return {"error": error.description}, 404
    return f'<h1>No bus goes there</h1><p><a href="{url_for("index")}">Island bus</a></p>', 404
