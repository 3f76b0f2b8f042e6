from flask import Flask, flash, redirect, render_template, request, url_for

app = Flask(__name__)
app.secret_key = "only for this exercise"

SUBSCRIBERS = []


@app.route("/", methods=["GET", "POST"])
def signup():
    error = None
    if request.method == "POST":
        email = request.form.get("email", "").strip()
        if "@" in email:
            SUBSCRIBERS.append(email)
            flash(f"Welcome, {email}!")
            return redirect(url_for("signup"))
        error = "Please enter an email address, such as ada@example.org."
    return render_template("signup.html", error=error), 422 if error else 200
