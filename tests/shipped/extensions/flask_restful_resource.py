"""Flask-RESTful: a resource that parses arguments and marshals its answer."""
# mypy: ignore-errors

from flask import Flask
from flask_restful import Api, Resource, fields, marshal_with, reqparse

app = Flask(__name__)
api = Api(app)
parser = reqparse.RequestParser()
parser.add_argument("price", type=float, required=True, location="form", help="Name a price.")


class Apple(Resource):
    @marshal_with({"name": fields.String, "price": fields.Fixed(decimals=2), "url": fields.Url("apple")})
    def get(self):
        return {"name": "Apple", "price": 0.5}

    def put(self):
        return parser.parse_args(), 201


api.add_resource(Apple, "/", endpoint="apple")


def test_resource():
    client = app.test_client()
    assert client.get("/").json == {"name": "Apple", "price": "0.50", "url": "/"}
    created = client.put("/", data={"price": "0.75"})
    assert (created.status_code, created.json) == (201, {"price": 0.75})
    assert client.put("/").json == {"message": {"price": "Name a price."}}
    assert client.delete("/").status_code == 405
