import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def calculations(client, *paths):
    """How often the view was called for these requests."""
    calls = []
    app.logger.warning, before = lambda *words: calls.append(words), app.logger.warning
    try:
        for path in paths:
            assert client.get(path).status_code == 200, f"GET {path} should answer 200."
    finally:
        app.logger.warning = before
    return len(calls)


def test_second_request(client):
    """The second request gets the response of the first."""
    count = calculations(client, "/snow/davos", "/snow/davos")
    assert count == 1, f"Two requests for the same valley should need one calculation, but needed {count}."


def test_other_valley(client):
    """Another URL has a response of its own."""
    count = calculations(client, "/snow/lech", "/snow/zermatt", "/snow/zermatt?unit=m")
    assert count == 3, f"Three URLs should need three calculations, but needed {count}."
    valley = client.get("/snow/lech").json["valley"]
    assert valley == "lech", f"/snow/lech should tell of lech, but it tells of {valley}."
