from flask import Flask, abort, request

app = Flask(__name__)

LOCKERS = {}


@app.post("/lockers/<int:number>")
def take(number):
    status = 204 if number in LOCKERS else 201
    LOCKERS[number] = request.get_json()
    return "", status


@app.get("/lockers/<int:number>")
def show(number):
    if number not in LOCKERS:
        abort(404)
    return LOCKERS[number]


@app.delete("/lockers/<int:number>")
def free(number):
    if number not in LOCKERS:
        abort(404)
    del LOCKERS[number]
    return "", 204
