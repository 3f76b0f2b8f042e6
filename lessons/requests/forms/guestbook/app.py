from flask import Flask, flash, redirect, render_template, request, url_for

app = Flask(__name__)
app.secret_key = "only for this example"

ENTRIES = []


@app.route("/", methods=["GET", "POST"])
def guestbook():
    error = None
    if request.method == "POST":
        name = request.form.get("name", "").strip()
        message = request.form.get("message", "").strip()
        error = find_error(name, message)
        if error is None:
            ENTRIES.append((name, message))
            flash(f"Thank you, {name}!")
            return redirect(url_for("guestbook"), code=303)
    page = render_template("guestbook.html", entries=ENTRIES, error=error)
    return page, 422 if error else 200


def find_error(name, message):
    if not name:
        return "Please tell us your name."
    if not message:
        return "Please write a message."
    if len(message) > 200:
        return f"Your message has {len(message)} characters; 200 fit on the page."
    return None
