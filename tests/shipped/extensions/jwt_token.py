"""PyJWT: a signed token, and one that nobody should trust."""
# mypy: ignore-errors

from datetime import UTC, datetime, timedelta

import jwt
from flask import Flask, request

app = Flask(__name__)
app.config["SECRET_KEY"] = "only for this test, and at least 32 bytes long"


@app.get("/")
def issue():
    expires = datetime.now(UTC) + timedelta(hours=float(request.args.get("hours", 1)))
    return jwt.encode({"sub": "ann", "exp": expires}, app.config["SECRET_KEY"], "HS256")


@app.post("/")
def read():
    try:
        return jwt.decode(request.get_data(as_text=True), app.config["SECRET_KEY"], ["HS256"])["sub"]
    except jwt.InvalidTokenError as error:
        return str(error), 401


def test_token():
    client = app.test_client()
    token = client.get("/").text
    assert client.post("/", data=token).text == "ann"
    assert client.post("/", data=token[:-4] + "AAAA").text == "Signature verification failed"
    assert client.post("/", data=client.get("/?hours=-1").text).text == "Signature has expired"
