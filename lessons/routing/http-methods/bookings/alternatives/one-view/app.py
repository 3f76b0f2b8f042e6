from flask import Flask, Response, jsonify, request

app = Flask(__name__)

BOOKINGS = {1: "Ada, 07:15", 2: "Grace, 11:40", 3: "Alan, 16:05"}


@app.route("/bookings", methods=["GET"])
def list_bookings():
    return jsonify(BOOKINGS)


@app.route("/bookings/<int:number>", methods=["GET", "DELETE"])
def booking(number):
    try:
        if request.method == "DELETE":
            BOOKINGS.pop(number)
            return Response(status=204)
        return {"booking": BOOKINGS[number]}
    except KeyError:
        return "No such booking", 404
