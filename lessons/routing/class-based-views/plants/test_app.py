import pytest

from app import PLANTS, app


@pytest.fixture
def client():
    before = dict(PLANTS)
    yield app.test_client()
    PLANTS.update(before)


def test_get(client):
    """GET tells how much a plant got."""
    plant = client.get("/plants/fern").json
    assert plant == {"plant": "fern", "milliliters": 300}, f"The fern should have got 300 ml, but the app says {plant}."


def test_post(client):
    """POST adds to it."""
    plant = client.post("/plants/cactus", json={"milliliters": 5}).json
    assert plant == {"plant": "cactus", "milliliters": 25}, f"20 and 5 ml should be 25, but the app says {plant}."


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_plant(client, method):
    """A plant that is not there answers 404."""
    response = client.open("/plants/rose", method=method, json={"milliliters": 5})
    assert response.status_code == 404, f"{method} /plants/rose should answer 404, but it answered {response.status}."


def test_methods(client):
    """A method without a function answers 405 and names those that there are."""
    response = client.delete("/plants/fern")
    assert response.status_code == 405, f"DELETE should answer 405, but it answered {response.status}."
    allowed = set(response.headers["Allow"].split(", "))
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}, f"Allow should name GET, HEAD, OPTIONS, POST, not {allowed}."
