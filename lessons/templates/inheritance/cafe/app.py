from flask import Flask, render_template

app = Flask(__name__)

DRINKS = {"Espresso": 2.2, "Flat white": 3.4, "Mint tea": 2.8}


@app.get("/")
def home():
    return render_template("home.html")


@app.get("/drinks")
def drinks():
    return render_template("drinks.html", drinks=DRINKS)
