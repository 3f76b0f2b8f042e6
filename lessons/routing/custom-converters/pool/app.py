from datetime import date, timedelta

from flask import Flask, url_for
from werkzeug.routing import BaseConverter, ValidationError


class DateConverter(BaseConverter):
    regex = r"20\d\d-\d\d-\d\d"

    def to_python(self, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value):
        return value.isoformat()


app = Flask(__name__)
app.url_map.converters["date"] = DateConverter


@app.get("/hours/<date:day>")
def hours(day):
    times = "7:00 to 21:00" if day.weekday() < 5 else "10:00 to 18:00"
    before = url_for("hours", day=day - timedelta(days=1))
    after = url_for("hours", day=day + timedelta(days=1))
    return f"""
        <h1>{day:%A, %d %B %Y}</h1>
        <p>The pool is open from {times}.</p>
        <p><a href="{before}">The day before</a> | <a href="{after}">The day after</a></p>
    """
