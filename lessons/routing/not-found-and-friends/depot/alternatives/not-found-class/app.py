from flask import Flask, make_response
from werkzeug.exceptions import NotFound

app = Flask(__name__)

PARTS = {7: "Bell", 12: "Brake cable", 31: "Chain"}


@app.get("/")
def index():
    return "<h1>Bicycle depot</h1>"


@app.get("/parts/<int:number>")
def part(number):
    try:
        return f"<h1>{PARTS[number]}</h1>"
    except KeyError as error:
        raise NotFound from error


@app.errorhandler(NotFound)
def missing(error):
    response = make_response("<h1>Not in the depot</h1>")
    response.status_code = error.code
    return response
