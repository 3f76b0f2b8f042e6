from flask import Flask, abort, request
from flask.views import MethodView

app = Flask(__name__)

#: How much each plant was watered this week, in milliliters.
PLANTS = {"fern": 300, "cactus": 20}


class Plant(MethodView):
    def get(self, name):
        if name not in PLANTS:
            abort(404)
        return {"plant": name, "milliliters": PLANTS[name]}

    def post(self, name):
        if name not in PLANTS:
            abort(404)
        PLANTS[name] += request.json["milliliters"]
        return {"plant": name, "milliliters": PLANTS[name]}


app.add_url_rule("/plants/<name>", view_func=Plant.as_view("plant"))
