import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "<h1>Soup kitchen</h1>"),
        ("/soups/friday", "<p>Served on friday.</p>"),
        ("/about", "Everybody is welcome."),
    ],
)
def test_page(client, path, words):
    """A dictionary becomes a page made of the view's template."""
    assert path == "/" or client.get("/").mimetype == "text/html", "GET / does not answer a page yet."
    response = client.get(path)
    assert response.status_code == 200, f"GET {path} should answer 200, but it answered {response.status}."
    assert response.mimetype == "text/html", (
        f"GET {path} should answer text/html, but it answered {response.mimetype}: {response.text}"
    )
    assert words in response.text, f"GET {path} should hold {words}, but the page is: {response.text}"


def test_other_responses(client):
    """A view may still return another response."""
    response = client.get("/soups/sunday")
    assert response.status_code == 302, (
        f"There is no soup on Sunday: the view's redirect should come through, but the answer was {response.status}."
    )
    assert response.location == "/", f"It should lead to the front page, but it leads to {response.location}."


def test_links(client):
    """The views are still found by their names."""
    html = client.get("/").text
    assert 'href="/soups/monday"' in html, (
        f"The page should link to /soups/monday, which url_for builds of the endpoint soup, but the page is: {html}"
    )
