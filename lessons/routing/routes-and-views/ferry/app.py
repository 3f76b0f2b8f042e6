from flask import Flask

app = Flask(__name__)

DEPARTURES = ["07:15", "11:40", "16:05"]


@app.route("/")
@app.route("/departures")
def departures():
    items = "".join(f"<li>{time}</li>" for time in DEPARTURES)
    return f"<h1>Island ferry</h1><ul>{items}</ul>"


@app.route("/departures/first")
def first_departure():
    return f"<p>The first ferry leaves at {DEPARTURES[0]}.</p>"


@app.route("/departures.json")
def departures_for_programs():
    return {"departures": DEPARTURES}


def fares():
    return "<p>Adults 4.50, children 2.00.</p>"


app.add_url_rule("/fares", view_func=fares)
