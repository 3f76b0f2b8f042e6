"""Marshmallow: data that is validated and loaded into objects."""
# mypy: ignore-errors

from dataclasses import dataclass

from flask import Flask, request
from marshmallow import Schema, ValidationError, fields, post_load, validate

app = Flask(__name__)


@dataclass
class Book:
    title: str
    published: object


class BookSchema(Schema):
    title = fields.String(required=True, validate=validate.Length(max=80))
    published = fields.Date(required=True)
    email = fields.Email()

    @post_load
    def make(self, data, **_):
        return Book(**data)


@app.route("/", methods=["GET", "POST"])
def books():
    if request.method == "GET":
        return BookSchema.__name__
    try:
        return BookSchema().dump(BookSchema().load(request.json))
    except ValidationError as error:
        return error.messages, 422


def test_schema():
    client = app.test_client()
    assert client.post("/", json={"title": "Emma", "published": "1815-12-23"}).json["published"] == "1815-12-23"
    wrong = client.post("/", json={"published": "yesterday", "email": "ann"})
    assert wrong.status_code == 422 and sorted(wrong.json) == ["email", "published", "title"]
