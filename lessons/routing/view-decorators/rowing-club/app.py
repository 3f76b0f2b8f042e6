from functools import wraps

from flask import Flask, redirect, request, session, url_for
from markupsafe import escape

app = Flask(__name__)
app.secret_key = "only for this example"


def login_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if "name" not in session:
            return redirect(url_for("login", next=request.path))
        return view(*args, **kwargs)

    return guarded


@app.get("/")
def index():
    return '<h1>Rowing club</h1><p><a href="/code">Code of the boathouse</a> <a href="/boats/3">Boat 3</a></p>'


@app.get("/code")
@login_required
def code():
    return f"<p>{escape(session['name'])}, the code is 4711.</p>"


@app.get("/boats/<int:number>")
@login_required
def boat(number):
    return f"<p>Boat {number} lies on the left.</p>"


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        session["name"] = request.form["name"]
        return redirect("/boats/3" if request.args.get("next") == "/boats/3" else "/code", code=303)
    return '<form method="post"><label>Name <input name="name" required></label> <button>Log in</button></form>'
