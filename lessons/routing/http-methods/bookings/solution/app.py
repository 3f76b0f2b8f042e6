from flask import Flask, abort

app = Flask(__name__)

BOOKINGS = {1: "Ada, 07:15", 2: "Grace, 11:40", 3: "Alan, 16:05"}


@app.get("/bookings")
def list_bookings():
    return BOOKINGS


@app.delete("/bookings/<int:number>")
def cancel(number):
    if number not in BOOKINGS:
        abort(404)
    del BOOKINGS[number]
    return "", 204
