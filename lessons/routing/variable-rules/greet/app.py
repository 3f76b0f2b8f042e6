from flask import Flask
from markupsafe import escape

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return f"<p>Hello, {escape(name)}!</p>"


@app.route("/age/<int:years>")
def age(years):
    return f"<p>Next year you will be {years + 1}.</p>"


@app.route("/weather/<float:celsius>")
def weather(celsius):
    return f"<p>{celsius} °C is {celsius * 1.8 + 32:.1f} °F.</p>"


@app.route("/shelf/<path:place>")
def shelf(place):
    return f"<p>Shelf {escape(place)}, {place.count('/') + 1} levels deep.</p>"


@app.route("/ticket/<uuid:number>")
def ticket(number):
    return f"<p>The ticket ends in {number.hex[-4:]}.</p>"


@app.route("/cup/<any(tea, coffee, cocoa):drink>")
def cup(drink):
    return f"<p>One cup of {drink}, coming up.</p>"
