from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return '<h1>Tea shop</h1><p>When are we <a href="/hours">open</a>?</p>'


@app.get("/hours")
def hours():
    return "<h1>Nine to five</h1>"
