from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)

GRADES = {"slab": "4c", "arch": "6a", "roof": "7b"}


@app.route("/walls/")
def walls():
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in GRADES)
    return f"<h1>Walls</h1><ul>{links}</ul>"


@app.route("/walls/<any(slab, arch, roof):name>")
def wall(name):
    return f'<h1>{name}</h1><p>Grade {GRADES[name]}</p><p><a href="./">All walls</a></p>'


@app.route("/prices")
def prices():
    return "<h1>Prices</h1><p>A day costs 14.</p>"


@app.route("/visitors/", methods=["GET", "POST"])
def visitors():
    if request.method == "POST":
        return f"<p>Welcome, {escape(request.form.get('name', 'stranger'))}!</p>"
    return '<form method="post" action="/visitors"><input name="name" aria-label="Name"><button>Sign in</button></form>'


@app.route("/phone", strict_slashes=False)
def phone():
    return "<p>Call 555 0123.</p>"
