import pytest

import app as rink


@pytest.fixture
def client():
    return rink.app.test_client()


def test_skaters(client):
    """/skaters says how many are in the rink."""
    response = client.get("/skaters")
    assert response.status_code != 404, "No rule has the path /skaters: it answered 404 NOT FOUND."
    assert response.status_code == 200, (
        f"The view for /skaters fails: it answered {response.status}. The server log says what it did not like "
        "about the value that the view returns."
    )
    assert response.text.strip() == "3", f"Three skaters are on the ice, so /skaters should say 3, not: {response.text}"


def test_skaters_change(client, monkeypatch):
    """/skaters counts at each request."""
    assert client.get("/skaters").text.strip() == "3", "/skaters does not say 3 yet."
    monkeypatch.setattr(rink, "SKATERS", [*rink.SKATERS, "Edsger"])
    text = client.get("/skaters").text
    assert text.strip() == "4", f"After a fourth skater came in, /skaters should say 4, but it still says: {text}"


def test_prices(client):
    """/prices answers in JSON."""
    response = client.get("/prices")
    assert response.status_code == 200, f"GET /prices should answer 200, but it answered {response.status}."
    assert response.mimetype == "application/json", (
        f"/prices should be sent as application/json, but its type is {response.mimetype}: {response.text}"
    )
    assert response.json == rink.PRICES, f"/prices should hold every price, but it is: {response.text}"


def test_home(client):
    """The front page stays."""
    html = client.get("/").text
    assert "North Rink" in html, f"The front page should still say North Rink, but it is: {html}"
