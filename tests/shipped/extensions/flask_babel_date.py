"""Flask-Babel: dates, money and translated text in the visitor's language."""
# mypy: ignore-errors

from datetime import date, datetime

from flask import Flask, request
from flask_babel import Babel, format_currency, format_date, format_datetime, gettext

app = Flask(__name__)
Babel(
    app,
    locale_selector=lambda: request.accept_languages.best_match(["en", "de", "fr"]),
    timezone_selector=lambda: "Europe/Berlin",
)


@app.get("/")
def home():
    return [
        format_date(date(2026, 3, 1), "long"),
        format_currency(1234.5, "EUR"),
        format_datetime(datetime(2026, 7, 1, 12), "HH:mm"),
        gettext("Good morning"),
    ]


def test_languages():
    client = app.test_client()
    said = {name: client.get("/", headers={"Accept-Language": name}).json for name in ("en", "de", "fr")}
    assert said["en"] == ["March 1, 2026", "€1,234.50", "14:00", "Good morning"]
    assert said["de"][:2] == ["1. März 2026", "1.234,50\xa0€"]
    assert said["fr"][0] == "1 mars 2026"
