from flask import Flask

app = Flask(__name__)

TEAS = [
    {"name": "Sencha", "price": 12},
    {"name": "Assam", "price": 7},
    {"name": "Rooibos", "price": 5},
    {"name": "Darjeeling", "price": 9},
]


@app.get("/")
def teas():
    found = sorted(TEAS, key=lambda tea: tea["name"])
    lines = [f"<li>{tea['name']}, {tea['price']} euros</li>" for tea in found]
    return f"<h1>Teas</h1><ol>{''.join(lines)}</ol>"
