from flask import Flask

app = Flask(__name__)


@app.route("/")
def home():
    return "<h1>Corner Bakery</h1><p>Bread, buns and coffee.</p>"


@app.route("/hours")
def hours():
    return "<p>Open from 7:00 to 15:00</p>"
