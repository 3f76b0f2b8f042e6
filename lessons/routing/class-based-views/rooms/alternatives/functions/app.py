from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import Conflict, NotFound

app = Flask(__name__)

#: Room → who has it, or None.
ROOMS = {1: None, 2: "Ada", 3: None}


def person(number):
    try:
        return ROOMS[number]
    except KeyError:
        raise NotFound from None


@app.get("/rooms/<int:number>")
def show(number):
    return jsonify(room=number, person=person(number))


@app.put("/rooms/<int:number>")
def take(number):
    if person(number) is not None:
        raise Conflict(f"{person(number)} has room {number}.")
    ROOMS[number] = request.get_json()["person"]
    return Response(status=204)


@app.delete("/rooms/<int:number>")
def free(number):
    if person(number):
        ROOMS.update({number: None})
    return Response(status=204)
