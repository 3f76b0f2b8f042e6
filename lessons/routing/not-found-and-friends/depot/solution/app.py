from flask import Flask, abort

app = Flask(__name__)

PARTS = {7: "Bell", 12: "Brake cable", 31: "Chain"}


@app.get("/")
def index():
    return "<h1>Bicycle depot</h1>"


@app.get("/parts/<int:number>")
def part(number):
    if number not in PARTS:
        abort(404)
    return f"<h1>{PARTS[number]}</h1>"


@app.errorhandler(404)
def not_found(error):
    return "<h1>Not in the depot</h1>", 404
