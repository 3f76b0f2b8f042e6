import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_a_trail(client):
    """A trail has a page."""
    html = client.get("/trails/mill").text
    assert "To the old mill" in html, f"The page should say “To the old mill”, but it is: {html}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/trails/mile", "There is no trail “mile”"),
        ("/trails/mile", 'href="/trails/mill"'),
        ("/weather", "Off the trail"),
    ],
)
def test_not_found(client, path, words):
    """Whatever is not there gets the same page, with status 404."""
    response = client.get(path)
    assert response.status_code == 404, f"GET {path} should answer 404, but it answered {response.status}."
    assert words in response.text, f"The page should hold {words}, but it is: {response.text}"


def test_wrong_method(client):
    """The URL of reports accepts POST only."""
    response = client.get("/trails/mill/reports")
    assert response.status_code == 405, f"A GET should be answered with 405, but got {response.status}."
    assert response.allow == {"POST", "OPTIONS"}, f"Allow should name POST and OPTIONS, but names {response.allow}."
    status = client.post("/trails/mill/reports").status_code
    assert status == 201, f"A POST should be answered with 201, but got {status}."
