from flask import Flask

app = Flask(__name__)

PRODUCTS = {1: "Teapot", 2: "Cup and saucer", 3: "Strainer"}


@app.route("/")
def index():
    links = "".join(f'<li><a href="/products/{number}">{name}</a></li>' for number, name in PRODUCTS.items())
    return f"<h1>Tea shop</h1><ul>{links}</ul>"


@app.get("/products/<int:number>")
@app.get("/products/<int:number>/<color>")
def product(number, color=None):
    name = PRODUCTS.get(number)
    if name is None or color not in (None, "red", "blue"):
        return "Not found", 404
    return f"<h1>{name} in {color}</h1>" if color else f"<h1>{name}</h1>"
