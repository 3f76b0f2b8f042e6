"""Flask-CORS: which other sites may read the answers."""
# mypy: ignore-errors

from flask import Flask
from flask_cors import CORS, cross_origin

app = Flask(__name__)
CORS(app, resources={"/api/*": {"origins": "https://shop.example"}})


@app.get("/")
@cross_origin()
def home():
    return "for everybody"


@app.post("/api/orders")
def order():
    return {"number": 1}


def test_headers():
    client = app.test_client()
    shop, other = {"Origin": "https://shop.example"}, {"Origin": "https://other.example"}
    assert client.get("/", headers=other).headers["Access-Control-Allow-Origin"] == other["Origin"]
    assert "Access-Control-Allow-Origin" not in client.post("/api/orders", headers=other).headers
    asked = client.options("/api/orders", headers={**shop, "Access-Control-Request-Method": "POST"})
    assert asked.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
