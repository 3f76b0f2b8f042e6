from flask import Flask, abort, jsonify, request
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
def answer(error):
    response = jsonify(status=error.code, message=error.description, name=error.name)
    response.status_code = error.code
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
