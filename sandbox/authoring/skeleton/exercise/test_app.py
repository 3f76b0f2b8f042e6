import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_address(client):
    """/hours answers."""
    status = client.get("/hours").status
    assert status == "200 OK", f"GET /hours should answer 200 OK, but it answered {status}."


def test_heading(client):
    """/hours shows the opening hours as a heading."""
    page = client.get("/hours").text
    assert "<h1>Nine to five</h1>" in page, f"/hours should hold <h1>Nine to five</h1>, but it says: {page}"
