from flask import Flask, abort, request

app = Flask(__name__)

LOAVES = {1: {"name": "Rye", "price": 4.5}, 2: {"name": "Baguette", "price": 2.2}}


def sent():
    """The JSON object in the request's body; 400 for anything else."""
    fields = request.get_json()
    if not isinstance(fields, dict):
        abort(400, 'Send a JSON object, such as {"price": 5}.')
    return fields


@app.get("/loaves")
def list_loaves():
    return LOAVES


@app.post("/loaves")
def add_loaf():
    number = max(LOAVES, default=0) + 1
    LOAVES[number] = sent()
    return LOAVES[number], 201, {"Location": f"/loaves/{number}"}


@app.get("/loaves/<int:number>")
def show_loaf(number):
    return LOAVES[number] if number in LOAVES else abort(404)


@app.put("/loaves/<int:number>")
def replace_loaf(number):
    status = 200 if number in LOAVES else 201
    LOAVES[number] = sent()
    return LOAVES[number], status


@app.patch("/loaves/<int:number>")
def change_loaf(number):
    loaf = show_loaf(number)
    loaf.update(sent())
    return loaf


@app.delete("/loaves/<int:number>")
def remove_loaf(number):
    show_loaf(number)
    del LOAVES[number]
    return "", 204
