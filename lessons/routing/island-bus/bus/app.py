from flask import Flask

from timetable import STOPS

app = Flask(__name__)


@app.get("/")
def index():
    return f"<h1>Island bus</h1><p>{len(STOPS)} stops</p>"
