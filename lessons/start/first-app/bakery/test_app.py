import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_home_stays(client):
    """The front page still names the bakery."""
    html = client.get("/").text
    assert "Corner Bakery" in html, f"The front page should still say “Corner Bakery”, but it is: {html}"


def test_hours_answers(client):
    """/hours has a view that returns a page."""
    response = client.get("/hours")
    assert response.status_code != 404, (
        "No view is connected to /hours: it answered 404 NOT FOUND. "
        "A function alone has no URL; what connects home() to its path?"
    )
    assert response.status_code == 200, (
        f"GET /hours should answer 200, but it answered {response.status}. Does the view return its text?"
    )


def test_hours_text(client):
    """/hours says when the bakery is open."""
    html = client.get("/hours").text
    assert "Open from 7:00 to 15:00" in html, f"/hours should say “Open from 7:00 to 15:00”, but it is: {html}"
