"""Flask-Limiter: the third request in a minute is one too many."""
# mypy: ignore-errors

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)


@app.get("/")
@limiter.limit("2 per minute")
def home():
    return "welcome"


@app.get("/free")
def free():
    return "as often as you like"


def test_limit():
    client = app.test_client()
    answers = [client.get("/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["X-RateLimit-Remaining"] == "1" and "2 per 1 minute" in answers[2].text
    assert client.get("/free").status_code == 200
