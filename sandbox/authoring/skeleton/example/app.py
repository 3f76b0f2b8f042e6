from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "<h1>Good morning</h1><p>The smallest app that shows one idea.</p>"
