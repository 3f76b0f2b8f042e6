from flask import Flask
from werkzeug.routing import BaseConverter


class SeatConverter(BaseConverter):
    regex = r"[A-F]-\d+"

    def to_python(self, value):
        row, number = value.split("-")
        return row, int(number)


app = Flask(__name__)
app.url_map.converters["seat"] = SeatConverter


@app.get("/")
def plan():
    links = "".join(f'<li><a href="/seats/{row}-14">Row {row}, seat 14</a></li>' for row in "ABCDEF")
    return f"<h1>Concert hall</h1><ul>{links}</ul>"


@app.get("/seats/<seat:seat>")
def show_seat(seat):
    row, number = seat
    side = "left" if number % 2 else "right"
    return f"<p>Row {row}, seat {number}, on the {side}.</p>"
