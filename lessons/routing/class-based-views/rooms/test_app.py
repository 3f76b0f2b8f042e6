import pytest

from app import LOCKERS, app


@pytest.fixture
def client():
    LOCKERS.clear()
    LOCKERS.update({1: None, 2: "Ada", 3: None})
    return app.test_client()


def test_get(client):
    """GET tells who has a locker."""
    for number, person in [(2, "Ada"), (3, None)]:
        response = client.get(f"/lockers/{number}")
        wanted = {"locker": number, "person": person}
        assert response.status_code == 200, (
            f"GET /lockers/{number} should answer 200, but it answered {response.status}."
        )
        assert response.json == wanted, f"GET /lockers/{number} should answer {wanted}, but it answered {response.text}"


def test_put(client):
    """PUT gives a free locker to somebody."""
    response = client.put("/lockers/3", json={"person": "Alan"})
    assert response.status_code == 204, (
        f"PUT /lockers/3 should answer 204 No Content, but it answered {response.status}."
    )
    assert LOCKERS[3] == "Alan", f"Locker 3 should be Alan's now, but LOCKERS is {LOCKERS}."


def test_put_taken(client):
    """PUT does not take a locker away."""
    response = client.put("/lockers/2", json={"person": "Alan"})
    assert response.status_code == 409, (
        f"Ada has locker 2: PUT should answer 409 Conflict, but it answered {response.status}."
    )
    assert LOCKERS[2] == "Ada", f"Locker 2 should still be Ada's, but LOCKERS is {LOCKERS}."


def test_delete(client):
    """DELETE gives a locker back."""
    response = client.delete("/lockers/2")
    assert response.status_code == 204, (
        f"DELETE /lockers/2 should answer 204 No Content, but it answered {response.status}."
    )
    assert LOCKERS == {1: None, 2: None, 3: None}, f"Locker 2 should be free and still there, but LOCKERS is {LOCKERS}."


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown(client, method):
    """A locker that does not exist answers 404, to every method."""
    assert client.get("/lockers/2").status_code == 200, "GET /lockers/2 does not answer 200 yet."
    response = client.open("/lockers/9", method=method, json={"person": "Alan"})
    assert response.status_code == 404, f"{method} /lockers/9 should answer 404, but it answered {response.status}."
    assert 9 not in LOCKERS, f"There is no locker 9, but LOCKERS is {LOCKERS}."


def test_other_methods(client):
    """Other methods answer 405."""
    response = client.post("/lockers/3", json={"person": "Alan"})
    assert response.status_code == 405, f"POST /lockers/3 should answer 405, but it answered {response.status}."
