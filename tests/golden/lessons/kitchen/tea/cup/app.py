from flask import Flask, render_template

app = Flask(__name__)


# --8<-- [start:view]
@app.get("/")
def cup():
    return render_template("cup.html", tea="Earl Grey")


# --8<-- [end:view]
