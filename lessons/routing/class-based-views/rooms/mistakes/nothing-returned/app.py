from flask import Flask, abort, request
from flask.views import MethodView

app = Flask(__name__)

#: Locker → who has it, or None.
LOCKERS = {1: None, 2: "Ada", 3: None}


class Locker(MethodView):
    def get(self, number):
        self.check(number)
        return {"locker": number, "person": LOCKERS[number]}

    def put(self, number):
        self.check(number)
        if LOCKERS[number]:
            abort(409)
        LOCKERS[number] = request.json["person"]

    def delete(self, number):
        self.check(number)
        LOCKERS[number] = None
        return "", 204

    def check(self, number):
        if number not in LOCKERS:
            abort(404)


app.add_url_rule("/lockers/<int:number>", view_func=Locker.as_view("locker"))
