"""Flask-RESTX: a namespace, its validation, its description and the page that shows it."""
# mypy: ignore-errors

from flask import Flask
from flask_restx import Api, Resource, fields

app = Flask(__name__)
api = Api(app, title="Books", validate=True)
book = api.model("Book", {"title": fields.String(required=True), "year": fields.Integer(min=1450)})
books = api.namespace("books")


@books.route("/")
class Books(Resource):
    @books.marshal_list_with(book)
    def get(self):
        return [{"title": "Emma", "year": 1815}]

    @books.expect(book)
    @books.response(201, "Kept")
    def post(self):
        return api.payload, 201


def test_api():
    client = app.test_client()
    assert client.get("/books/").json == [{"title": "Emma", "year": 1815}]
    assert client.post("/books/", json={"title": "Persuasion"}).status_code == 201
    assert client.post("/books/", json={"year": 1400}).json["message"] == "Input payload validation failed"
    description = client.get("/swagger.json").json
    assert description["info"]["title"] == "Books" and description["definitions"]["Book"]["required"] == ["title"]
    assert "swagger-ui-bundle.js" in client.get("/").text
    assert client.get("/swaggerui/swagger-ui-bundle.js", buffered=True).status_code == 200
