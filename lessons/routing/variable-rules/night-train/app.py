from flask import Flask

app = Flask(__name__)

# The number of a coach, and how many berths it has. Berths are numbered from 1.
COACHES = {21: 36, 22: 30}


@app.route("/")
def train():
    links = "".join(f'<li><a href="/coaches/{coach}">Coach {coach}</a></li>' for coach in COACHES)
    return f'<h1>Night train</h1><ul>{links}<li><a href="/coaches/dining">Dining car</a></li></ul>'
