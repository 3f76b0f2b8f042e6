from flask import Flask

app = Flask(__name__)

ISLANDS = {"north": "Twenty minutes, with a lighthouse.", "gull": "An hour, with gulls."}


@app.route("/islands")
def islands():
    links = "".join(f'<li><a href="islands/{name}">{name}</a></li>' for name in ISLANDS)
    return f"<h1>Islands</h1><ul>{links}</ul>"


@app.route("/islands/<any(north, gull):name>")
def island(name):
    return f"<h1>{name}</h1><p>{ISLANDS[name]}</p>"


# The tickets say /contact/.
@app.route("/contact/")
def contact():
    return "<h1>Contact</h1><p>Ask at the pier.</p>"
