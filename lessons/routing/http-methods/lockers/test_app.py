import pytest

import app as hall

ADA, GRACE = {"name": "Ada"}, {"name": "Grace"}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(hall, "LOCKERS", {})
    return hall.app.test_client()


def put(client, number, locker):
    response = client.put(f"/lockers/{number}", json=locker)
    assert response.status_code not in (404, 405), (
        f"No view takes a PUT of /lockers/{number}: it answered {response.status}. "
        "A rule takes GET alone, unless it is told otherwise."
    )
    assert response.status_code < 400, f"PUT /lockers/{number} should succeed, but it answered {response.status}."
    return response


def test_put_a_free_locker(client):
    """PUT takes a free locker and answers 201."""
    status = put(client, 7, ADA).status
    assert status == "201 CREATED", (
        f"Locker 7 was free, so the PUT should answer 201 Created, but it answered {status}."
    )


def test_put_again(client):
    """PUT of a locker that is taken replaces what is there."""
    put(client, 7, ADA)
    response = put(client, 7, GRACE)
    assert response.status_code in (200, 204), (
        f"Locker 7 was taken, so nothing new is created and the second PUT should answer 204, not {response.status}."
    )
    assert client.get("/lockers/7").json == GRACE, f"Locker 7 should now be {GRACE}: {client.get('/lockers/7').text}"


def test_get(client):
    """GET gives back what PUT has sent."""
    put(client, 7, ADA)
    response = client.get("/lockers/7")
    assert response.status_code == 200, f"GET /lockers/7 should answer 200, but it answered {response.status}."
    assert response.mimetype == "application/json", f"The locker should be JSON, but it is {response.mimetype}."
    assert response.json == ADA, f"GET /lockers/7 should give {ADA}, but it gave: {response.text}"


def test_head(client):
    """HEAD answers as GET does, without the body."""
    put(client, 7, ADA)
    response = client.head("/lockers/7")
    assert response.status_code == 200, (
        f"HEAD /lockers/7 should answer 200, as GET does, but it answered {response.status}. "
        "Whoever takes GET takes HEAD too: what is request.method then?"
    )


def test_delete(client):
    """DELETE frees a locker and answers 204."""
    put(client, 7, ADA)
    put(client, 8, GRACE)
    response = client.delete("/lockers/7")
    assert response.status_code == 204, f"DELETE /lockers/7 should answer 204, but it answered {response.status}."
    left = client.get("/lockers/8").text
    assert "Grace" in left, f"DELETE /lockers/7 should leave locker 8 to Grace, but GET /lockers/8 answers: {left}"


def test_free_lockers(client):
    """A free locker answers 404 to GET and DELETE."""
    put(client, 7, ADA)
    client.delete("/lockers/7")
    for method in ("GET", "DELETE"):
        status = client.open("/lockers/7", method=method).status
        assert status == "404 NOT FOUND", (
            f"Locker 7 is free again, so {method} should answer 404, but it answered {status}."
        )
