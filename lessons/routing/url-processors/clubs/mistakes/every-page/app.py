from flask import Flask, abort, g

app = Flask(__name__)

CLUBS = {
    "rowing": {"name": "Rowing Club", "members": 42, "day": "Tuesday"},
    "chess": {"name": "Chess Circle", "members": 17, "day": "Friday"},
}


@app.url_value_preprocessor
def find_club(endpoint, values):
    club = values.pop("club")
    if club not in CLUBS:
        abort(404)
    g.club = CLUBS[club]


@app.get("/")
def index():
    links = "".join(f'<li><a href="/{club}/">{CLUBS[club]["name"]}</a></li>' for club in CLUBS)
    return f"<h1>Clubs</h1><ul>{links}</ul>"


@app.get("/<club>/")
def home():
    return f"<h1>{g.club['name']}</h1>"


@app.get("/<club>/members")
def members():
    return f"<p>{g.club['members']} members</p>"


@app.get("/<club>/meetings/<int:week>")
def meeting(week):
    return f"<p>{g.club['name']}: {g.club['day']} of week {week}</p>"
