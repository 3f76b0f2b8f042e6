import pytest

import app as hall


@pytest.fixture
def client():
    return hall.app.test_client()


def test_climbers(client):
    """/climbers says how many are in the hall."""
    response = client.get("/climbers")
    assert response.status_code != 404, "No rule has the path /climbers: it answered 404 NOT FOUND."
    assert response.status_code == 200, (
        f"The view for /climbers fails: it answered {response.status}. The server log says what it did not like "
        "about the value that the view returns."
    )
    assert response.text.strip() == "3", f"Three climbers are here, so /climbers should say 3, not: {response.text}"


def test_climbers_change(client, monkeypatch):
    """/climbers counts at each request."""
    assert client.get("/climbers").status_code == 200, "/climbers has no view yet that answers 200."
    monkeypatch.setattr(hall, "CLIMBERS", [*hall.CLIMBERS, "Edsger"])
    text = client.get("/climbers").text
    assert text.strip() == "4", f"After a fourth climber came in, /climbers should say 4, but it still says: {text}"


def test_grades(client):
    """/grades answers in JSON."""
    response = client.get("/grades")
    assert response.status_code == 200, f"GET /grades should answer 200, but it answered {response.status}."
    assert response.mimetype == "application/json", (
        f"/grades should be sent as application/json, but its type is {response.mimetype}: {response.text}"
    )
    assert response.json == hall.GRADES, f"/grades should hold every wall and its grade, but it is: {response.text}"


def test_home(client):
    """The front page stays."""
    html = client.get("/").text
    assert "North Wall" in html, f"The front page should still say North Wall, but it is: {html}"
