"""Members: how they join, sign in and sign out. The session holds the id of a member and nothing else."""

import sqlite3
from functools import wraps

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

from .database import get_db

bp = Blueprint("auth", __name__, url_prefix="/auth")


@bp.before_app_request
def load_member():
    g.member = None
    if "member" in session:
        query = "SELECT id, name FROM member WHERE id = ?"
        g.member = get_db().execute(query, (session["member"],)).fetchone()


def members_only(view):
    """Leads everybody else to the page where they can sign in."""

    @wraps(view)
    def wrapped(**arguments):
        if g.member is None:
            flash("Please sign in first.")
            return redirect(url_for("auth.login"))
        return view(**arguments)

    return wrapped


@bp.route("/register", methods=["GET", "POST"])
def register():
    if request.method == "POST":
        name, password = request.form["name"].strip(), request.form["password"]
        fault = _add_member(name, password)
        if fault is None:
            flash(f"Welcome, {name}. You can sign in now.")
            return redirect(url_for("auth.login"))
        flash(fault)
    return render_template("auth/form.html", title="Join", action="Join")


def _add_member(name, password):
    """Returns what is wrong, or None."""
    if not name:
        return "A name is needed."
    if not password:
        return "A password is needed."
    values = (name, generate_password_hash(password))
    try:
        with get_db() as db:
            db.execute("INSERT INTO member (name, password_hash) VALUES (?, ?)", values)
    except sqlite3.IntegrityError:
        return f"There is a member called {name} already."
    return None


@bp.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        query = "SELECT id, password_hash FROM member WHERE name = ?"
        member = get_db().execute(query, (request.form["name"].strip(),)).fetchone()
        if member is not None and check_password_hash(member["password_hash"], request.form["password"]):
            session.clear()
            session["member"] = member["id"]
            return redirect(url_for("blog.index"))
        # Nobody learns which of the two it was.
        flash("No member has this name and password.")
    return render_template("auth/form.html", title="Sign in", action="Sign in")


@bp.post("/logout")
def logout():
    session.clear()
    flash("You are signed out.")
    return redirect(url_for("blog.index"))
