from flask import Flask, abort, request, url_for
from markupsafe import escape

app = Flask(__name__)

BOOKS = ["Bread & Butter", "Cakes & Buns", "Pies & Tarts", "Rye & Wheat", "Salt", "Soup"]
ON_A_PAGE = 2


@app.route("/search")
def search():
    q = request.args.get("q", "")
    page = request.args.get("page", 1, type=int)
    found = [title for title in BOOKS if q.lower() in title.lower()]
    shown = found[ON_A_PAGE * (page - 1) : ON_A_PAGE * page]
    html = f'<h1>Books with {escape(q)}</h1><ul id="results">'
    for title in shown:
        html += f"<li>{escape(title)}</li>"
    html += "</ul>"
    if len(found) > ON_A_PAGE * page:
        address = url_for("search", q=q, page=page + 1, _anchor="results")
        html += f'<p><a href="{escape(address)}">Next page</a></p>'
    return html


@app.route("/books/<int:number>")
def book(number):
    if number >= len(BOOKS):
        abort(404)
    return f"<h1>{escape(BOOKS[number])}</h1>"


@app.route("/share/<int:number>")
def share(number):
    return url_for("book", number=number, via="email")
