from flask import Flask, render_template

app = Flask(__name__)

BOOKS = ["The Left Hand of Darkness", "Cosmos", "Frankenstein"]


@app.get("/")
def home():
    return render_template("home.html")


@app.get("/books")
def books():
    return render_template("books.html", books=BOOKS)
