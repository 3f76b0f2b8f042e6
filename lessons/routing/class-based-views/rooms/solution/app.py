from flask import Flask, abort, request
from flask.views import MethodView

app = Flask(__name__)

#: Room → who has it, or None.
ROOMS = {1: None, 2: "Ada", 3: None}


class Room(MethodView):
    def get(self, number):
        self.check(number)
        return {"room": number, "person": ROOMS[number]}

    def put(self, number):
        self.check(number)
        if ROOMS[number]:
            abort(409)
        ROOMS[number] = request.json["person"]
        return "", 204

    def delete(self, number):
        self.check(number)
        ROOMS[number] = None
        return "", 204

    def check(self, number):
        if number not in ROOMS:
            abort(404)


app.add_url_rule("/rooms/<int:number>", view_func=Room.as_view("room"))
