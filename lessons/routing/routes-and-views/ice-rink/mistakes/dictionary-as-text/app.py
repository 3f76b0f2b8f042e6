from flask import Flask

app = Flask(__name__)

CLIMBERS = ["Ada", "Grace", "Alan"]
GRADES = {"Slab": "4c", "Arch": "6a", "Roof": "7b"}


@app.route("/")
def home():
    return "<h1>North Wall</h1><p>Open until 22:00.</p>"


@app.route("/climbers")
def climbers():
    return str(len(CLIMBERS))


@app.route("/grades")
def grades():
    return f"{GRADES}"
