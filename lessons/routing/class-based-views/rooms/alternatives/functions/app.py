from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import Conflict, NotFound

app = Flask(__name__)

#: Locker → who has it, or None.
LOCKERS = {1: None, 2: "Ada", 3: None}


def person(number):
    try:
        return LOCKERS[number]
    except KeyError:
        raise NotFound from None


@app.get("/lockers/<int:number>")
def show(number):
    return jsonify(locker=number, person=person(number))


@app.put("/lockers/<int:number>")
def take(number):
    if person(number) is not None:
        raise Conflict(f"{person(number)} has locker {number}.")
    LOCKERS[number] = request.get_json()["person"]
    return Response(status=204)


@app.delete("/lockers/<int:number>")
def free(number):
    if person(number):
        LOCKERS.update({number: None})
    return Response(status=204)
