import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_page_answers(client):
    """The front page answers."""
    response = client.get("/")
    assert response.status_code == 200, f"GET / should answer 200, but it answered {response.status}."
    assert response.mimetype == "text/html", f"The page should be text/html, but it is {response.mimetype}."


def test_name_tag(client):
    """The front page is a name tag."""
    html = client.get("/").text
    assert "Hello, my name is" in html, f"The page should say “Hello, my name is”, but it is: {html}"


def test_style_sheet(client):
    """The page's style sheet can be fetched."""
    assert "/static/style.css" in client.get("/").text, "The page should link to /static/style.css, but it does not."
    with client.get("/static/style.css") as response:
        assert response.status_code == 200, f"The style sheet should answer 200, but it answered {response.status}."
        assert response.mimetype == "text/css", f"The style sheet should be text/css, but it is {response.mimetype}."
