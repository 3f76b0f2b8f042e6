from flask import Flask

app = Flask(__name__)

COACHES = {21: 36, 22: 30}


@app.route("/")
def train():
    links = "".join(f'<li><a href="/coaches/{coach}">Coach {coach}</a></li>' for coach in COACHES)
    return f'<h1>Night train</h1><ul>{links}<li><a href="/coaches/dining">Dining car</a></li></ul>'


@app.get("/coaches/<name>")
def show(name):
    if name == "dining":
        return "Soup, bread and tea"
    for coach, berths in COACHES.items():
        if name == str(coach):
            return f"Coach {coach} has {berths} berths"
    return "No such coach", 404


@app.get('/coaches/<any("21", "22"):coach>/berths/<int(min=1):berth>')
def show_berth(berth, coach):
    if berth > COACHES[int(coach)]:
        return "No such berth", 404
    return f"Coach {coach}, berth {berth}"
