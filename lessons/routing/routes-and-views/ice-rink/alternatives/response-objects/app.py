from flask import Flask, jsonify, make_response

app = Flask(__name__)

CLIMBERS = ["Ada", "Grace", "Alan"]
GRADES = {"Slab": "4c", "Arch": "6a", "Roof": "7b"}


@app.route("/")
def home():
    return "<h1>North Wall</h1><p>Open until 22:00.</p>"


@app.get("/climbers")
def count():
    response = make_response(f"{len(CLIMBERS)}\n", 200)
    response.mimetype = "text/plain"
    return response


def all_grades():
    return jsonify(GRADES)


app.add_url_rule("/grades", view_func=all_grades)
