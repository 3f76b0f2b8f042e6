import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/greet/Ada", "Hello, Ada!"),
        ("/age/36", "you will be 37"),
        ("/weather/21.5", "is 70.7 °F"),
        ("/shelf/cellar/wine/1978", "3 levels deep"),
        ("/ticket/8d3b5a0e-6f0c-4c8e-9d59-2f0b7c1e4a66", "ends in 4a66"),
        ("/cup/tea", "One cup of tea"),
    ],
)
def test_converter_matches(client, path, words):
    """A value that fits the converter reaches the view."""
    response = client.get(path)
    assert words in response.text, (
        f"GET {path} should say “{words}”, but it answered {response.status}: {response.text}"
    )


@pytest.mark.parametrize(
    "path", ["/greet/Ada/Lovelace", "/greet/", "/age/-36", "/age/old", "/weather/21", "/ticket/8d3b", "/cup/juice"]
)
def test_converter_does_not_match(client, path):
    """A value that does not fit answers 404."""
    response = client.get(path)
    assert response.status_code == 404, f"GET {path} should answer 404, but it answered {response.status}."


def test_markup_in_a_url_stays_text(client):
    """Markup in a URL is shown as text."""
    html = client.get("/greet/<b>Ada").text + client.get("/shelf/<b>top").text
    assert "<b>" not in html, f"Markup from the URL should be escaped, but the pages are: {html}"
    assert "&lt;b&gt;" in html, f"The text <b> should still be readable, but the pages are: {html}"
