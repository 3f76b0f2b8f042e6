from flask import Flask, abort

app = Flask(__name__)

COACHES = {21: 36, 22: 30}


@app.route("/")
def train():
    links = "".join(f'<li><a href="/coaches/{coach}">Coach {coach}</a></li>' for coach in COACHES)
    return f'<h1>Night train</h1><ul>{links}<li><a href="/coaches/dining">Dining car</a></li></ul>'


@app.route("/coaches/<int:coach>")
def coach(number):
    if number not in COACHES:
        abort(404)
    return f"<p>Coach {number} has {COACHES[number]} berths.</p>"


@app.route("/coaches/dining")
def dining_car():
    return "<p>Soup, bread and tea.</p>"


@app.route("/coaches/<int:coach>/berths/<int:berth>")
def berth(number, place):
    if number not in COACHES or not 1 <= place <= COACHES[number]:
        abort(404)
    return f"<p>Coach {number}, berth {place}.</p>"
