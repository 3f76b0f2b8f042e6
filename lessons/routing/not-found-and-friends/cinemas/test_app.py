import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_without_a_town(client):
    """localhost:5000 lists the towns, each with a host of its own."""
    html = client.get("/", base_url="http://localhost:5000").text
    assert 'href="http://oslo.localhost:5000/"' in html, f"There should be a link to Oslo's host, but got: {html}"


@pytest.mark.parametrize(("town", "film"), [("oslo", "Metropolis"), ("riga", "Playtime")])
def test_town(client, town, film):
    """The same path shows another page under the host of a town."""
    html = client.get("/", base_url=f"http://{town}.localhost:5000").text
    assert f"Tonight in {town.title()}: {film}" in html, f"{town} should show {film}, but the page is: {html}"


def test_other_town(client):
    """A town without a cinema answers 404."""
    status = client.get("/", base_url="http://bonn.localhost:5000").status_code
    assert status == 404, f"Bonn has no cinema: that should answer 404, but it answered {status}."
