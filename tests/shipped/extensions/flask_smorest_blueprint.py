"""Flask-Smorest: a blueprint with schemas, and the OpenAPI description made of them."""
# mypy: ignore-errors

from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields, validate

app = Flask(__name__)
app.config.update(API_TITLE="Books", API_VERSION="1", OPENAPI_VERSION="3.0.3", OPENAPI_URL_PREFIX="/docs")
api = Api(app)
blueprint = Blueprint("books", __name__, description="What there is to read")


class BookSchema(Schema):
    title = fields.String(required=True, validate=validate.Length(min=1))
    year = fields.Integer()


@blueprint.route("/")
class Books(MethodView):
    @blueprint.response(200, BookSchema(many=True))
    @blueprint.paginate()
    def get(self, pagination_parameters):
        pagination_parameters.item_count = 1
        return [{"title": "Emma", "year": 1815}]

    @blueprint.arguments(BookSchema)
    @blueprint.response(201, BookSchema)
    def post(self, book):
        return book


api.register_blueprint(blueprint)


def test_api():
    client = app.test_client()
    listed = client.get("/")
    assert listed.json == [{"title": "Emma", "year": 1815}] and '"total": 1' in listed.headers["X-Pagination"]
    assert client.post("/", json={"title": "Persuasion"}).json == {"title": "Persuasion"}
    assert client.post("/", json={"title": ""}).status_code == 422
    description = client.get("/docs/openapi.json").json
    assert description["info"]["title"] == "Books" and "Book" in description["components"]["schemas"]
