from flask import Flask, render_template

app = Flask(__name__)
app.secret_key = "only for this exercise"

SUBSCRIBERS = []


@app.route("/")
def signup():
    return render_template("signup.html")
