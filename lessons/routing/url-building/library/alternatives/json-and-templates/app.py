from flask import Flask, abort, render_template_string, request, url_for

app = Flask(__name__)

BOOKS = ["Bread & Butter", "Cakes & Buns", "Pies & Tarts", "Rye & Wheat", "Salt", "Soup"]

PAGE = """
<h1>Books with {{ request.args.q }}</h1>
<ul id="results">{% for title in shown %}<li>{{ title }}</li>{% endfor %}</ul>
{% if more %}
  <a href="{{ url_for(request.endpoint, _anchor='results', q=request.args.q, page=page + 1, _external=True) }}">
    Next page
  </a>
{% endif %}
"""


@app.get("/search")
def find():
    page = request.args.get("page", 1, int)
    found = [title for title in BOOKS if request.args.get("q", "").lower() in title.lower()]
    return render_template_string(PAGE, shown=found[2 * page - 2 : 2 * page], page=page, more=len(found) > 2 * page)


@app.get("/books/<int:number>")
def show(number):
    return BOOKS[number] if number < len(BOOKS) else abort(404)


@app.get("/share/<int:number>")
def link(number):
    return {"link": request.url_root + url_for("show", number=number).lstrip("/") + "?via=email"}
