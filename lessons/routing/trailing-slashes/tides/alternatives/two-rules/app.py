from flask import Flask, jsonify, redirect, request

app = Flask(__name__)

HEIGHTS = [112, 131]


@app.route("/tides")
def old_tides():
    return redirect("/tides/", 301)


@app.route("/tides/")
def tides():
    return jsonify(HEIGHTS)


@app.route("/readings", methods=["POST"])
@app.route("/readings/", methods=["POST"])
def add():
    HEIGHTS.append(int(request.form["height"]))
    return {"count": len(HEIGHTS)}, 201
