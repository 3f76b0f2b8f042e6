from flask import Flask, abort, request

app = Flask(__name__)

# The number of a locker, and what a PUT sent for it, such as {"name": "Ada"}. A locker that is not here is free.
LOCKERS = {}


@app.put("/lockers/<int:number>")
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
