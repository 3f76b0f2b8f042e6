import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_part(client):
    """A part that is there has a page."""
    response = client.get("/parts/12")
    assert response.status_code == 200 and "Brake cable" in response.text, (
        f"GET /parts/12 should show the brake cable, but it answered {response.status}: {response.text}"
    )


@pytest.mark.parametrize("path", ["/saddles", "/parts/bell"])
def test_no_rule(client, path):
    """A URL that fits no rule gets the page of the depot, and status 404."""
    response = client.get(path)
    assert "Not in the depot" in response.text, (
        f"GET {path} should say “Not in the depot”, but the page is: {response.text}"
    )
    assert response.status_code == 404, (
        f"GET {path} shows the right page with the wrong status: it should be 404, but it is {response.status}."
    )


def test_no_part(client):
    """A part that is not there gets the same page, and status 404."""
    response = client.get("/parts/99")
    assert response.status_code == 404, f"There is no part 99: it should answer 404, but it answered {response.status}."
    assert "Not in the depot" in response.text, (
        f"All that is missing gets the same page, but for part 99 it is: {response.text}"
    )
