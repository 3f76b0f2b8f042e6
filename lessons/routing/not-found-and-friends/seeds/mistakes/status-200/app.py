from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

SEEDS = {"pea": 40, "bean": 0}


@app.get("/seeds/<name>")
def seed(name):
    if name not in SEEDS:
        abort(404, description=f"There are no seeds of {name}.")
    return {"seed": name, "packets": SEEDS[name]}


@app.post("/seeds/<name>/orders")
def order(name):
    if not SEEDS.get(name):
        abort(409, description=f"{name} is sold out.")
    SEEDS[name] -= request.json["packets"]
    return {"seed": name, "packets": SEEDS[name]}


@app.errorhandler(HTTPException)
def as_json(error):
    return {"status": error.code, "message": error.description}
