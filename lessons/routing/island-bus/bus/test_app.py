import re
from datetime import time
from urllib.parse import urljoin

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, f"GET {path} should answer 200, but it answered {response.status}."
    return response.text


def missing(client, path, why):
    response = client.get(path)
    assert response.status_code == 404, f"{why}: GET {path} should answer 404, but it answered {response.status}."
    return response


def test_front_page_links(client):
    """1. The front page links to every stop."""
    html = page(client, "/")
    for stop, name in [("harbor", "Harbor"), ("market", "Market square"), ("lighthouse", "Lighthouse")]:
        link = re.search(rf"""<a[^>]*href\s*=\s*["']?([^"'\s>]+)[^>]*>\s*{name}\s*</a>""", html)
        assert link, f"The front page should have a link with the text “{name}”, but it is: {html}"
        path = urljoin("http://localhost/", link[1]).removeprefix("http://localhost")
        assert path == f"/stops/{stop}/", f"The link “{name}” should lead to /stops/{stop}/, but leads to {path}."


def test_stop(client):
    """2. A stop has a page with its name and its times."""
    html = page(client, "/stops/market/")
    for words in ("Market square", "07:25", "09:55", "16:20"):
        assert words in html, f"/stops/market/ should show “{words}”, but the page is: {html}"


def test_stop_without_slash(client):
    """2. Its URL ends with a slash; whoever leaves it out is redirected."""
    response = client.get("/stops/market")
    assert response.status_code != 404, "GET /stops/market answered 404: no rule matches it, with a slash or without."
    assert response.status_code in (301, 302, 303, 307, 308) and response.location.endswith("/stops/market/"), (
        f"GET /stops/market should redirect to /stops/market/, but it answered {response.status}. "
        "Does the rule end with a slash?"
    )


def test_unknown_stop(client):
    """2. A stop that does not exist answers 404."""
    page(client, "/stops/harbor/")
    missing(client, "/stops/airport/", "There is no airport")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/stops/harbor/after/08:00", "09:40"),
        ("/stops/harbor/after/09:40", "09:40"),
        ("/stops/lighthouse/after/17:01", "No more buses"),
    ],
)
def test_next_bus(client, path, words):
    """3. The next bus at a time or after it."""
    html = page(client, path)
    assert words in html, f"{path} should say “{words}”, but the page is: {html}"


@pytest.mark.parametrize("text", ["25:00", "08:60", "8:00", "0800", "noon"])
def test_no_time(client, text):
    """3. What is no time of the form 08:00 answers 404."""
    page(client, "/stops/harbor/after/08:00")
    missing(client, f"/stops/harbor/after/{text}", f"{text} is no time of a day as 08:00 is")


def test_time_is_a_converter(client):
    """3. A time can be put into url_for."""
    adapter = app.url_map.bind("localhost")
    page(client, "/stops/harbor/after/08:00")
    endpoint, values = adapter.match("/stops/harbor/after/08:00")
    times = [value for value in values.values() if isinstance(value, time)]
    assert times == [time(8)], f"The view should get the time as a datetime.time, but its values are {values}."
    assert adapter.build(endpoint, values) == "/stops/harbor/after/08:00", (
        f"url_for should write the time as 08:00, but it gives {adapter.build(endpoint, values)}."
    )
