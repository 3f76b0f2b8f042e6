"""Flask-Caching: a view that is computed once, until the cache is cleared."""
# mypy: ignore-errors

from itertools import count

from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)
numbers = count(1)


@app.get("/")
@cache.cached(timeout=60)
def home():
    return str(next(numbers))


@cache.memoize()
def double(number):
    next(numbers)
    return 2 * number


@app.get("/double/<int:number>")
def doubled(number):
    return str(double(number))


@app.post("/clear")
def clear():
    cache.clear()
    return "", 204


def test_cache():
    client = app.test_client()
    assert (client.get("/").text, client.get("/").text) == ("1", "1")
    assert (client.get("/double/4").text, client.get("/double/4").text) == ("8", "8")
    client.post("/clear")
    assert client.get("/").text == "3"
