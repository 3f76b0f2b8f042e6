"""Flask-Admin: the index, and pages that list and edit a table."""
# mypy: ignore-errors

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SECRET_KEY="only for this test", SQLALCHEMY_DATABASE_URI="sqlite:///:memory:")
Babel(app)  # Flask-Admin asks for it as soon as Flask-Babel is installed
db = SQLAlchemy(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)


admin = Admin(app, name="Library")
admin.add_view(ModelView(Book, db))

with app.app_context():
    db.create_all()


@app.get("/")
def home():
    return "The library"


def test_admin():
    client = app.test_client()
    assert "Library" in client.get("/admin/").text
    assert client.post("/admin/book/new/", data={"title": "Emma"}).status_code == 302
    assert "Emma" in client.get("/admin/book/").text
    assert client.get("/admin/static/bootstrap/bootstrap4/css/bootstrap.min.css", buffered=True).status_code == 200
