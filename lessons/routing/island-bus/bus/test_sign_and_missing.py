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


def missing(client, path, why):
    response = client.get(path)
    assert response.status_code == 404, f"{why}: GET {path} should answer 404, but it answered {response.status}."
    return response


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
    link = re.search(r"""href\s*=\s*["']?(http://localhost)?/["'\s>]""", html)
    assert link, f"The page of a 404 should have a link to the front page, but it is: {html}"


@pytest.mark.parametrize("path", ["/api/stops/airport", "/api/tram"])
def test_not_found_api(client, path):
    """5. Below /api, a 404 is JSON."""
    assert client.get("/api/stops/harbor").status_code == 200, "GET /api/stops/harbor does not answer 200 yet."
    response = missing(client, path, "There is no such thing in the API")
    assert response.is_json, f"The 404 for {path} should be JSON, but it is {response.mimetype}."
    assert response.json.get("error"), f"The JSON should have an “error” with some words, but it is {response.json}."
