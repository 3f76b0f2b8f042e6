from flask import Flask, render_template

app = Flask(__name__)

# Change the name and the color, then press Run again.
NAME = "Ada"
COLOR = "rebeccapurple"


@app.route("/")
def hello():
    return render_template("hello.html", name=NAME, color=COLOR)
