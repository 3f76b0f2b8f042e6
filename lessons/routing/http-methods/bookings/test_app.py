import pytest

import app as ferry


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(ferry, "BOOKINGS", dict(ferry.BOOKINGS))
    return ferry.app.test_client()


def test_delete(client):
    """DELETE /bookings/2 answers 204."""
    response = client.delete("/bookings/2")
    assert response.status_code != 404, (
        "DELETE /bookings/2 answered 404 NOT FOUND: no rule has this path, or the view does not find booking 2."
    )
    assert response.status_code != 405, (
        f"/bookings/2 has a view, but not for DELETE: it answered 405, and Allow says {response.headers['Allow']}."
    )
    assert response.status_code == 204, f"DELETE /bookings/2 should answer 204, but it answered {response.status}."


def test_booking_is_gone(client):
    """After that, booking 2 is gone and the others are there."""
    assert client.delete("/bookings/2").status_code == 204, "DELETE /bookings/2 does not answer 204 yet."
    left = sorted(client.get("/bookings").json)
    assert left == ["1", "3"], f"After DELETE /bookings/2, the bookings 1 and 3 should be left, but left are: {left}"


@pytest.mark.parametrize("path", ["/bookings/1/cancel", "/bookings/1", "/bookings"])
def test_reading_changes_nothing(client, path):
    """No GET cancels anything."""
    client.get(path)
    left = sorted(client.get("/bookings").json)
    assert left == ["1", "2", "3"], f"A GET of {path} has canceled a booking. Left are: {left}"


def test_unknown_booking(client):
    """A booking that does not exist answers 404."""
    assert client.delete("/bookings/2").status_code == 204, "DELETE /bookings/2 does not answer 204 yet."
    status = client.delete("/bookings/99").status
    assert status == "404 NOT FOUND", (
        f"There is no booking 99, so its DELETE should answer 404, but it answered {status}."
    )
