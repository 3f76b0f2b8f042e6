import copy

import pytest

import app as bakery


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(bakery, "LOAVES", copy.deepcopy(bakery.LOAVES))
    return bakery.app.test_client()


def test_get_changes_nothing(client):
    """GET shows, and changes nothing."""
    first, second = client.get("/loaves"), client.get("/loaves")
    assert first.json["1"]["name"] == "Rye", f"Loaf 1 should be the rye, but the list is: {first.text}"
    assert first.json == second.json, f"A second GET should say the same, but it says: {second.text}"


def test_post_adds(client):
    """POST adds a loaf each time, and says where."""
    for number in (3, 4):
        response = client.post("/loaves", json={"name": "Spelt", "price": 5})
        place = response.headers.get("Location")
        assert response.status_code == 201, f"POST /loaves should answer 201, but it answered {response.status}."
        assert place == f"/loaves/{number}", f"The new loaf should be at /loaves/{number}, but Location is {place}."
        assert client.get(place).json["name"] == "Spelt", f"The new loaf should be found at {place}, but it is not."


def test_put_replaces(client):
    """PUT replaces the whole loaf, or makes it."""
    for number, status in ((1, 200), (9, 201), (9, 200)):
        response = client.put(f"/loaves/{number}", json={"name": "Sourdough"})
        assert response.status_code == status, f"PUT should answer {status}, but it answered {response.status}."
        loaf = client.get(f"/loaves/{number}").json
        assert loaf == {"name": "Sourdough"}, f"PUT should leave nothing of the old loaf, but it is {loaf}."


def test_patch_changes_a_part(client):
    """PATCH changes what it names and keeps the rest."""
    client.patch("/loaves/1", json={"price": 5})
    loaf = client.get("/loaves/1").json
    assert loaf == {"name": "Rye", "price": 5}, f"Only the price should have changed, but the loaf is {loaf}."


def test_delete_removes(client):
    """DELETE removes, and the second one finds nothing."""
    for status in (204, 404):
        response = client.delete("/loaves/2")
        assert response.status_code == status, f"DELETE should answer {status}, but it answered {response.status}."


def test_methods_that_come_by_themselves(client):
    """HEAD, OPTIONS and 405 need no code."""
    head = client.head("/loaves/1")
    assert (head.status_code, head.text) == (200, ""), f"HEAD should have no body, but got {head.status}: {head.text}"
    for method, status in (("OPTIONS", 200), ("POST", 405)):
        response = client.open("/loaves/1", method=method)
        assert response.status_code == status, f"{method} should answer {status}, but it answered {response.status}."
        assert response.allow.as_set() == {"get", "head", "options", "put", "patch", "delete"}, (
            f"Allow should name the six methods of /loaves/1, but it is {response.allow}."
        )


def test_not_an_object(client):
    """A body that is no JSON object is refused."""
    for send, path in ((client.post, "/loaves"), (client.put, "/loaves/1"), (client.patch, "/loaves/1")):
        status = send(path, json=["Rye"]).status_code
        assert status == 400, f"A list is no loaf: {path} should answer 400, but it answered {status}."
