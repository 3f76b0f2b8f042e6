import re
from copy import deepcopy

import pytest

from app import app
from timetable import DEPARTURES


@pytest.fixture
def client():
    before = deepcopy(DEPARTURES)
    yield app.test_client()
    DEPARTURES.clear()
    DEPARTURES.update(before)


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
        link = re.search(rf'<a[^>]*href="([^"]*)"[^>]*>\s*{name}\s*</a>', html)
        assert link, f"The front page should have a link with the text “{name}”, but it is: {html}"
        assert link[1] == f"/stops/{stop}/", f"The link “{name}” should lead to /stops/{stop}/, but leads to {link[1]}."


def test_stop(client):
    """2. A stop has a page with its name and its times."""
    html = page(client, "/stops/market/")
    for words in ("Market square", "07:25", "09:55", "16:20"):
        assert words in html, f"/stops/market/ should show “{words}”, but the page is: {html}"


def test_stop_without_slash(client):
    """2. Its URL ends with a slash; without it, one is redirected."""
    response = client.get("/stops/market")
    assert response.status_code == 308 and response.location.endswith("/stops/market/"), (
        f"GET /stops/market should redirect to /stops/market/ with 308, but it answered {response.status}. "
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


@pytest.mark.parametrize("time", ["25:00", "08:60", "8:00", "0800", "noon"])
def test_no_time(client, time):
    """3. What is no time of the form 08:00 answers 404."""
    page(client, "/stops/harbor/after/08:00")
    missing(client, f"/stops/harbor/after/{time}", f"{time} is no time of a day as 08:00 is")


def test_time_is_a_converter(client):
    """3. A time can be put into url_for."""
    from datetime import time

    adapter = app.url_map.bind("localhost")
    page(client, "/stops/harbor/after/08:00")
    endpoint, values = adapter.match("/stops/harbor/after/08:00")
    times = [value for value in values.values() if isinstance(value, time)]
    assert times == [time(8)], f"The view should get the time as a datetime.time, but its values are {values}."
    assert adapter.build(endpoint, values) == "/stops/harbor/after/08:00", (
        f"url_for should write the time as 08:00, but it gives {adapter.build(endpoint, values)}."
    )


def test_api_get(client):
    """4. The API lists the times of a stop."""
    response = client.get("/api/stops/lighthouse")
    assert response.is_json, f"GET /api/stops/lighthouse should answer JSON, but it answered {response.status}."
    wanted = {"stop": "lighthouse", "times": ["08:00", "17:00"]}
    assert response.json == wanted, f"/api/stops/lighthouse should answer {wanted}, but it answered {response.json}."


def test_api_post(client):
    """4. A POST adds a bus, in its place, and says where it can be seen."""
    response = client.post("/api/stops/lighthouse", json={"time": "12:30"})
    assert response.status_code == 201, f"A POST should answer 201 Created, but it answered {response.status}."
    assert (response.location or "").endswith("/stops/lighthouse/"), (
        f"The header Location should lead to the page of the stop, but it is {response.location}."
    )
    times = client.get("/api/stops/lighthouse").json["times"]
    assert times == ["08:00", "12:30", "17:00"], f"The bus at 12:30 should come second, but the times are {times}."


def test_api_other_methods(client):
    """4. Other methods answer 405."""
    assert client.get("/api/stops/harbor").status_code == 200, "GET /api/stops/harbor does not answer 200 yet."
    response = client.delete("/api/stops/harbor")
    assert response.status_code == 405, f"A DELETE should answer 405, but it answered {response.status}."


def test_not_found_page(client):
    """5. A page that is missing gets a page with a link to the front page."""
    html = missing(client, "/tram", "There is no tram").text
    assert 'href="/"' in html, f"The page of a 404 should have a link to the front page, but it is: {html}"


@pytest.mark.parametrize("path", ["/api/stops/airport", "/api/tram"])
def test_not_found_api(client, path):
    """5. Below /api, a 404 is JSON."""
    response = missing(client, path, "There is no such thing in the API")
    assert response.is_json, f"The 404 for {path} should be JSON, but it is {response.mimetype}."
    assert response.json.get("error"), f"The JSON should have an “error” with some words, but it is {response.json}."
