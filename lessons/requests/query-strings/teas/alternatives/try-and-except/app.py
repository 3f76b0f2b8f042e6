from flask import Flask, request

app = Flask(__name__)

TEAS = [
    {"name": "Sencha", "price": 12},
    {"name": "Assam", "price": 7},
    {"name": "Rooibos", "price": 5},
    {"name": "Darjeeling", "price": 9},
]


@app.get("/")
def teas():
    sort = request.args.get("sort") or "name"
    if sort not in TEAS[0]:
        return "Teas are sorted by name or by price.", 400
    found = sorted(TEAS, key=lambda tea: tea[sort])
    try:
        limit = int(request.args["limit"])
    except (KeyError, ValueError):
        limit = None
    if limit and limit > 0:
        found = found[:limit]
    lines = [f"<li>{tea['name']}, {tea['price']} euros</li>" for tea in found]
    return f"<h1>Teas</h1><ol>{''.join(lines)}</ol>"
