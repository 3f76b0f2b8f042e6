from flask import Flask, request

app = Flask(__name__)

# What the gauge has measured, in centimeters.
HEIGHTS = [112, 131]


@app.get("/tides/")
def tides():
    items = "".join(f"<li>{height} cm</li>" for height in HEIGHTS)
    return f"<h1>Tides</h1><ul>{items}</ul>"


@app.post("/readings", strict_slashes=False)
def add_reading():
    height = request.form.get("height", type=int)
    if height is None:
        return "Send a height in centimeters.", 400
    HEIGHTS.append(height)
    return "", 201
