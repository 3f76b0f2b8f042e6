from flask import Flask, redirect
from override import MethodOverride

app = Flask(__name__)
app.wsgi_app = MethodOverride(app.wsgi_app)

HOLDS = {1: "Momo", 2: "Moby-Dick", 3: "Emma"}


@app.get("/")
def show_holds():
    items = "".join(
        f'<li>{title} <form method="post" action="/holds/{number}?_method=DELETE"><button>Cancel</button></form></li>'
        for number, title in HOLDS.items()
    )
    return f"<h1>Your holds</h1><ul>{items}</ul>"


@app.delete("/holds/<int:number>")
def cancel_hold(number):
    HOLDS.pop(number, None)
    return redirect("/", code=303)
