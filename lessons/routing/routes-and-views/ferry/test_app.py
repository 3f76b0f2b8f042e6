import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_two_rules_one_view(client):
    """The front page and /departures are the same page."""
    front, departures = client.get("/"), client.get("/departures")
    assert "07:15" in front.text, f"GET / should list the departures, but it is: {front.text}"
    assert front.text == departures.text, f"/departures should be the same page as /, but it is: {departures.text}"


def test_first_departure(client):
    """/departures/first names one departure."""
    html = client.get("/departures/first").text
    assert "leaves at 07:15" in html, f"/departures/first should name 07:15, but it is: {html}"


def test_json(client):
    """/departures.json answers in JSON."""
    response = client.get("/departures.json")
    assert response.mimetype == "application/json", f"It should be application/json, but it is {response.mimetype}."
    assert response.json == {"departures": ["07:15", "11:40", "16:05"]}, f"All departures, but got: {response.text}"


def test_rule_without_decorator(client):
    """/fares has a rule too."""
    html = client.get("/fares").text
    assert "Adults 4.50" in html, f"/fares should show the fares, but it is: {html}"


def test_a_longer_path_is_another_path(client):
    """Only the paths of the rules answer."""
    for path in ("/Departures", "/departures/last", "/fares.html"):
        status = client.get(path).status
        assert status == "404 NOT FOUND", f"No rule has the path {path}, so it should answer 404, not {status}."
