from flask import Flask, request

app = Flask(__name__)

HEIGHTS = [112, 131]


@app.get("/tides/")
def tides():
    items = "".join(f"<li>{height} cm</li>" for height in HEIGHTS)
    return f"<h1>Tides</h1><ul>{items}</ul>"


@app.post("/readings")
def add_reading():
    HEIGHTS.append(request.form.get("height", type=int))
    return "", 201
