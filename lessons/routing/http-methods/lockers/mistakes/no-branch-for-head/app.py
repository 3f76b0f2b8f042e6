from flask import Flask, abort, request

app = Flask(__name__)

LOCKERS = {}


@app.route("/lockers/<int:number>", methods=["GET", "PUT", "DELETE"])
def locker(number):
    if request.method == "PUT":
        status = 204 if number in LOCKERS else 201
        LOCKERS[number] = request.get_json()
        return "", status
    if number not in LOCKERS:
        abort(404)
    answer = None
    if request.method == "GET":
        answer = LOCKERS[number]
    elif request.method == "DELETE":
        del LOCKERS[number]
        answer = "", 204
    return answer
