import pytest

from app import ROOMS, app


@pytest.fixture
def client():
    ROOMS.clear()
    ROOMS.update({1: None, 2: "Ada", 3: None})
    return app.test_client()


def test_get(client):
    """GET tells who has a room."""
    for number, person in [(2, "Ada"), (3, None)]:
        response = client.get(f"/rooms/{number}")
        wanted = {"room": number, "person": person}
        assert response.status_code == 200, f"GET /rooms/{number} should answer 200, but it answered {response.status}."
        assert response.json == wanted, f"GET /rooms/{number} should answer {wanted}, but it answered {response.text}"


def test_put(client):
    """PUT gives a free room to somebody."""
    assert client.get("/rooms/3").status_code == 200, "GET /rooms/3 does not answer 200 yet."
    response = client.put("/rooms/3", json={"person": "Alan"})
    assert response.status_code == 204, f"PUT /rooms/3 should answer 204 No Content, but it answered {response.status}."
    assert ROOMS[3] == "Alan", f"Room 3 should be Alan's now, but ROOMS is {ROOMS}."


def test_put_taken(client):
    """PUT turns nobody out of a room."""
    response = client.put("/rooms/2", json={"person": "Alan"})
    assert response.status_code == 409, (
        f"Ada has room 2: PUT should answer 409 Conflict, but it answered {response.status}."
    )
    assert ROOMS[2] == "Ada", f"Room 2 should still be Ada's, but ROOMS is {ROOMS}."


def test_delete(client):
    """DELETE makes a room free."""
    response = client.delete("/rooms/2")
    assert response.status_code == 204, (
        f"DELETE /rooms/2 should answer 204 No Content, but it answered {response.status}."
    )
    assert ROOMS == {1: None, 2: None, 3: None}, f"Room 2 should be free and still there, but ROOMS is {ROOMS}."


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown(client, method):
    """A room that does not exist answers 404, to every method."""
    assert client.get("/rooms/2").status_code == 200, "GET /rooms/2 does not answer 200 yet."
    response = client.open("/rooms/9", method=method, json={"person": "Alan"})
    assert response.status_code == 404, f"{method} /rooms/9 should answer 404, but it answered {response.status}."
    assert 9 not in ROOMS, f"There is no room 9, but ROOMS is {ROOMS}."


def test_other_methods(client):
    """Other methods answer 405."""
    response = client.post("/rooms/3", json={"person": "Alan"})
    assert response.status_code == 405, f"POST /rooms/3 should answer 405, but it answered {response.status}."
