from flask import Flask, render_template

app = Flask(__name__)

# Put your own name and a color that you like here, then run the app again.
NAME = "Ada"
COLOR = "rebeccapurple"


@app.route("/")
def hello():
    return render_template("hello.html", name=NAME, color=COLOR)
