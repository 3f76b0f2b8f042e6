"""The entries: everybody reads them, members write them, and only the author changes them."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from .auth import members_only
from .database import get_db

bp = Blueprint("blog", __name__)

ENTRIES = """
SELECT entry.id, headline, story, written, author_id, member.name AS author
FROM entry JOIN member ON member.id = author_id
"""


@bp.get("/")
def index():
    entries = get_db().execute(f"{ENTRIES} ORDER BY entry.id DESC").fetchall()
    return render_template("blog/index.html", entries=entries)


@bp.route("/new", methods=["GET", "POST"])
@members_only
def create():
    if request.method == "POST" and (filled := _filled_in()):
        with get_db() as db:
            query = "INSERT INTO entry (headline, story, author_id) VALUES (?, ?, ?)"
            db.execute(query, (*filled, g.member["id"]))
        return redirect(url_for("blog.index"))
    return render_template("blog/form.html", entry=None)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@members_only
def edit(number):
    entry = _own_entry(number)
    if request.method == "POST" and (filled := _filled_in()):
        with get_db() as db:
            db.execute("UPDATE entry SET headline = ?, story = ? WHERE id = ?", (*filled, number))
        return redirect(url_for("blog.index"))
    return render_template("blog/form.html", entry=entry)


@bp.post("/<int:number>/delete")
@members_only
def delete(number):
    entry = _own_entry(number)
    with get_db() as db:
        db.execute("DELETE FROM entry WHERE id = ?", (number,))
    flash(f"“{entry['headline']}” is gone.")
    return redirect(url_for("blog.index"))


def _own_entry(number):
    entry = get_db().execute(f"{ENTRIES} WHERE entry.id = ?", (number,)).fetchone()
    if entry is None:
        abort(404, f"There is no entry {number}.")
    if entry["author_id"] != g.member["id"]:
        abort(403, f"Entry {number} belongs to {entry['author']}.")
    return entry


def _filled_in():
    """Headline and story as they were sent, or None, which has been flashed."""
    headline = request.form["headline"].strip()
    if not headline:
        flash("A headline is needed.")
        return None
    return headline, request.form["story"]
