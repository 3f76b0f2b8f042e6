from flask import Flask, abort, request

app = Flask(__name__)

TEAS = [
    {"name": "Sencha", "price": 12},
    {"name": "Assam", "price": 7},
    {"name": "Rooibos", "price": 5},
    {"name": "Darjeeling", "price": 9},
]


@app.get("/")
def teas():
    sort = request.args["sort"]
    if sort not in ("name", "price"):
        abort(400, "Teas are sorted by name or by price.")
    limit = request.args.get("limit", 0, type=int)
    if limit < 1:
        limit = len(TEAS)
    found = sorted(TEAS, key=lambda tea: tea[sort])[:limit]
    lines = [f"<li>{tea['name']}, {tea['price']} euros</li>" for tea in found]
    return f"<h1>Teas</h1><ol>{''.join(lines)}</ol>"
