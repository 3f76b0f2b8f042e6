from flask import Flask

app = Flask(__name__)


@app.route("/")
def welcome():
    return "<h1>Harbor Museum</h1><p>Borrow a headset at the desk.</p>"


@app.route("/guide")
def tour():
    return "<h1>Audio guide</h1><p>Begin at the lighthouse lamp, stop 1.</p>"


@app.route("/cafe")
def cafe():
    return "<h1>Café</h1><p>Cake and coffee until 17:00.</p>"
