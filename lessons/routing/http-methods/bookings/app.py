from flask import Flask

app = Flask(__name__)

BOOKINGS = {1: "Ada, 07:15", 2: "Grace, 11:40", 3: "Alan, 16:05"}


@app.get("/bookings")
def list_bookings():
    return BOOKINGS


# Last night a search engine followed all links. Now all bookings are canceled.
@app.get("/bookings/<int:number>/cancel")
def cancel(number):
    del BOOKINGS[number]
    return "", 204
