"""Flask-Marshmallow: a schema made of a model, with hyperlinks."""
# mypy: ignore-errors

from flask import Flask
from flask_marshmallow import Marshmallow
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///:memory:"
db = SQLAlchemy(app)
ma = Marshmallow(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)


class BookSchema(ma.SQLAlchemyAutoSchema):
    class Meta:
        model = Book

    url = ma.URLFor("book", values={"number": "<id>"})


with app.app_context():
    db.create_all()
    db.session.add(Book(title="Emma"))
    db.session.commit()


@app.get("/")
def books():
    return BookSchema(many=True).dump(db.session.scalars(db.select(Book)))


@app.get("/<int:number>")
def book(number):
    return BookSchema().dump(db.get_or_404(Book, number))


def test_schema():
    client = app.test_client()
    assert client.get("/").json == [{"id": 1, "title": "Emma", "url": "/1"}]
    assert client.get("/1").json["title"] == "Emma"
