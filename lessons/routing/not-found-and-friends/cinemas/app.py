from flask import Flask, abort, url_for

app = Flask(__name__, subdomain_matching=True)
app.config["SERVER_NAME"] = "localhost:5000"

CINEMAS = {"oslo": "Metropolis", "riga": "Playtime"}


@app.get("/")
def index():
    links = "".join(f'<li><a href="{url_for("program", town=town)}">{town.title()}</a></li>' for town in CINEMAS)
    return f"<h1>Cinemas</h1><ul>{links}</ul>"


@app.get("/", subdomain="<town>")
def program(town):
    if town not in CINEMAS:
        abort(404)
    return f"<h1>Tonight in {town.title()}: {CINEMAS[town]}</h1>"
