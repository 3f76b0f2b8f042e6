from flask import Flask, redirect, render_template, request, url_for

from models import Note, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
app.config.from_prefixed_env()
db.init_app(app)

with app.app_context():
    db.create_all()


@app.get("/")
def home():
    newest_first = db.select(Note).order_by(Note.id.desc())
    return render_template("notes.html", notes=db.session.scalars(newest_first))


@app.post("/")
def add():
    text = request.form.get("text", "").strip()
    if text:
        db.session.add(Note(text=text))
        db.session.commit()
    return redirect(url_for("home"), code=303)


@app.post("/<int:note_id>/delete")
def delete(note_id):
    db.session.delete(db.get_or_404(Note, note_id))
    db.session.commit()
    return redirect(url_for("home"), code=303)
