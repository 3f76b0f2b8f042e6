from flask import Flask, redirect, url_for

app = Flask(__name__)

ISLANDS = {"north": "Twenty minutes, with a lighthouse.", "gull": "An hour, with gulls."}


@app.get("/islands", strict_slashes=False)
def islands():
    links = "".join(f"<li><a href='{url_for('island', name=name)}'>{name}</a></li>" for name in ISLANDS)
    return f"<h1>Islands</h1><ul>{links}</ul>"


@app.get("/islands/<any(north, gull):name>/")
def island(name):
    return f"<h1>{name}</h1><p>{ISLANDS[name]}</p>"


@app.get("/contact")
def contact():
    return "<h1>Contact</h1><p>Ask at the pier.</p>"


@app.get("/contact/")
def as_on_the_tickets():
    return redirect(url_for("contact"))
