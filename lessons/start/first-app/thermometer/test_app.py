import pytest

import app as station
from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_latest(client, monkeypatch):
    """The front page shows the latest reading."""
    monkeypatch.setattr(station, "READINGS", [3.0, 4.5])
    html = client.get("/").text
    assert "4.5 °C" in html, f"After the readings 3.0 and 4.5 the page should show 4.5 °C, but it is: {html}"


def test_average(client, monkeypatch):
    """/average shows the average of all readings."""
    monkeypatch.setattr(station, "READINGS", [10.0, 20.0])
    html = client.get("/average").text
    assert "15.0 °C" in html, f"The average of 10.0 and 20.0 should be shown as 15.0 °C, but the page is: {html}"


def test_unknown_path(client):
    """A path without a view answers 404."""
    response = client.get("/humidity")
    assert response.status_code == 404, (
        f"/humidity has no view and should answer 404, but it answered {response.status}."
    )
