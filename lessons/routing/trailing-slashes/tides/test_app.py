import pytest

import app as harbor


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(harbor, "HEIGHTS", list(harbor.HEIGHTS))
    return harbor.app.test_client()


def test_page(client):
    """/tides/ shows all heights."""
    response = client.get("/tides/")
    assert response.status_code == 200, f"GET /tides/ should answer 200, but it answered {response.status}."
    for height in ("112", "131"):
        assert height in response.text, f"/tides/ should show {height}, but it is: {response.text}"


def test_one_address(client):
    """/tides sends visitors on to /tides/."""
    assert client.get("/tides/").status_code == 200, "/tides/ has no view yet that answers 200."
    response = client.get("/tides")
    assert response.status_code in (301, 302, 303, 307, 308), (
        f"The page should have one address, so /tides should redirect to /tides/, but it answered {response.status}."
    )
    assert response.location.endswith("/tides/"), f"/tides should lead to /tides/, but it leads to {response.location}."


@pytest.mark.parametrize(("path", "other"), [("/readings", "/readings/"), ("/readings/", "/readings")])
def test_gauges(client, path, other):
    """Old and new gauges are understood at once."""
    response = client.post(path, data={"height": "145"})
    missing = response.status_code in (404, 405)
    assert not missing or client.post(other, data={"height": "145"}).status_code != 201, (
        f"POST {other} is taken, but POST {path} answered {response.status}. To Flask these are two paths."
    )
    assert not missing, (
        f"No view takes POST {path}: it answered {response.status}. Old gauges leave the slash out, new ones send it."
    )
    assert response.status_code not in (301, 302, 303, 307, 308), (
        f"POST {path} answered {response.status}. A gauge follows no redirect, so its reading is lost."
    )
    assert response.status_code == 201, f"POST {path} should answer 201, but it answered {response.status}."
    assert harbor.HEIGHTS == [112, 131, 145], (
        f"A reading of 145 was sent, so HEIGHTS should end with the number 145, but it is {harbor.HEIGHTS}."
    )


def test_reading_is_shown(client):
    """What a gauge sent appears on the page."""
    taken = [
        path for path in ("/readings", "/readings/") if client.post(path, data={"height": "158"}).status_code == 201
    ]
    assert taken, "Neither POST /readings nor POST /readings/ answers 201 yet."
    text = client.get("/tides/").text
    assert "158" in text, f"After a reading of 158, /tides/ should show it, but it is: {text}"
