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
    sort = request.args.get("sort", "name")
    if sort not in ("name", "price"):
        return f"Teas are not sorted by {sort}, but by name or by price.", 400
    limit = request.args.get("limit", 0, type=int)
    if limit < 1:
        limit = len(TEAS)
    found = sorted(TEAS, key=lambda tea: tea[sort])[:limit]
    lines = [f"<li>{tea['name']}, {tea['price']} euros</li>" for tea in found]
    return f"<h1>Teas</h1><ol>{''.join(lines)}</ol>"
