from flask import Flask, jsonify, request

app = Flask(__name__)

LOCKERS = {}


@app.route("/lockers/<number>", methods=["GET", "PUT", "DELETE"])
def locker(number):
    if request.method == "PUT":
        created = number not in LOCKERS
        LOCKERS[number] = request.json["name"]
        return jsonify(name=LOCKERS[number]), 201 if created else 200
    if number not in LOCKERS:
        return {"error": "This locker is free"}, 404
    if request.method == "DELETE":
        return "", 204, {"X-Was": LOCKERS.pop(number)}
    return jsonify(name=LOCKERS[number])
