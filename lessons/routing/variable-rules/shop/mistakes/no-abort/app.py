from flask import Flask

app = Flask(__name__)

PRODUCTS = {1: "Teapot", 2: "Cup and saucer", 3: "Strainer"}


@app.route("/")
def index():
    links = ""
    for number, name in PRODUCTS.items():
        links += f'<li><a href="/products/{number}">{name}</a></li>'
    return f"<h1>Tea shop</h1><ul>{links}</ul>"


@app.route("/products/<int:number>")
def product(number):
    return f"<h1>{PRODUCTS[number]}</h1>"


@app.route("/products/<int:number>/<any(red, blue):color>")
def product_in_color(number, color):
    return f"<h1>{PRODUCTS[number]} in {color}</h1>"
