from flask import Flask, jsonify, make_response

app = Flask(__name__)

SKATERS = ["Ada", "Grace", "Alan"]
PRICES = {"Adult": 6, "Child": 3, "Skates": 4}


@app.route("/")
def home():
    return "<h1>North Rink</h1><p>Open until 22:00.</p>"


@app.get("/skaters")
def count():
    response = make_response(f"{len(SKATERS)}\n", 200)
    response.mimetype = "text/plain"
    return response


def all_prices():
    return jsonify(PRICES)


app.add_url_rule("/prices", view_func=all_prices)
