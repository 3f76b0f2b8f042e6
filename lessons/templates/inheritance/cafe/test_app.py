import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_frame(client):
    """Both pages stand in the same frame."""
    for path in ("/", "/drinks"):
        page = client.get(path).text
        assert page.count("<html") == 1, f"{path} should have one <html>, but it is: {page}"
        assert '<a href="/drinks">Drinks</a>' in page, f"{path} should have the links of the base template: {page}"
        assert "Open from 8 to 18." in page, f"{path} should have the footer of the base template: {page}"


def test_title(client):
    """A child template keeps the title of the base template, or adds to it."""
    home, drinks = client.get("/").text, client.get("/drinks").text
    assert "<title>Corner Café</title>" in home, f"The front page should have the base title, but it is: {home}"
    assert "<title>Drinks - Corner Café</title>" in drinks, f"The drinks should add to the title, but it is: {drinks}"


def test_script(client):
    """The script is loaded on the page that needs it only."""
    home, drinks = client.get("/").text, client.get("/drinks").text
    assert "total.js" not in home, f"The front page should load no script, but it is: {home}"
    assert '<script src="/static/total.js" defer>' in drinks, f"The drinks should load the script, but it is: {drinks}"


def test_prices(client):
    """Every drink is listed with its price."""
    page = client.get("/drinks").text
    assert "Flat white, 3.40 €" in page, f"The flat white should cost 3.40 €, but the page is: {page}"


@pytest.mark.parametrize("name", ["cafe.css", "cup.svg", "total.js"])
def test_static(client, name):
    """Style sheet, picture and script can be fetched."""
    with client.get(f"/static/{name}") as response:
        assert response.status_code == 200, f"/static/{name} should answer 200, but it answered {response.status}."
