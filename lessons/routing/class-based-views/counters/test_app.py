import re

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def visit(client, path):
    """The number that one more visitor gets."""
    response = client.get(path)
    assert response.status_code == 200, f"GET {path} should answer 200, but it answered {response.status}."
    number = re.search(r"visitor number (\d+)", response.text)
    assert number, f"{path} should say “visitor number …”, but it says: {response.text}"
    return int(number[1])


def test_tower_counts(client):
    """Each visitor of the tower gets the next number."""
    first, second = visit(client, "/tower"), visit(client, "/tower")
    assert second == first + 1, (
        f"After visitor {first} of the tower comes visitor {first + 1}, but the app said {second}. "
        "How long does one object of the class live?"
    )


def test_garden(client):
    """The garden has a counter at /garden."""
    response = client.get("/garden")
    assert response.status_code == 200, (
        f"GET /garden should answer 200, but it answered {response.status}. Which call connected /tower to the class?"
    )
    assert "Garden: visitor number" in response.text, (
        f"/garden should say “Garden: visitor number …”, but it says: {response.text}"
    )


def test_each_counts_alone(client):
    """Tower and garden do not count each other's visitors."""
    before = visit(client, "/garden")
    visit(client, "/tower")
    after = visit(client, "/garden")
    assert after == before + 1, (
        f"Between two visitors of the garden somebody went up the tower: the second should be number {before + 1}, "
        f"but the app said {after}."
    )
