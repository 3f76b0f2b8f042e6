from flask import Flask, redirect, url_for

app = Flask(__name__)

SOUPS = {"monday": "Pumpkin", "friday": "Lentil"}


# Write the decorator `templated` and put it around the three views below.


@app.get("/")
def index():
    return {"title": "Soup kitchen", "days": SOUPS}


@app.get("/soups/<day>")
def soup(day):
    if day not in SOUPS:
        return redirect(url_for("index"))
    return {"title": SOUPS[day], "day": day}


@app.get("/about")
def about():
    return {}
