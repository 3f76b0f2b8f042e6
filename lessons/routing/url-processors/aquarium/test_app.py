import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/", "A tour of the aquarium"),
        ("/de/", "Rundgang im Aquarium"),
        ("/en/stops/2", "2. The eels"),
        ("/de/stops/2", "2. Die Aale"),
    ],
)
def test_language(client, path, words):
    """The URL begins with the language of the page."""
    response = client.get(path)
    assert words in response.text, (
        f"GET {path} should say “{words}”, but it answered {response.status}: {response.text}"
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_links_keep_the_language(client, language):
    """Links lead to pages in the same language."""
    html = client.get(f"/{language}/stops/1").text
    assert f'href="/{language}/stops/2"' in html, f"The next stop should be in {language}, but the page is: {html}"


def test_the_language_can_be_changed(client):
    """A link may name another language."""
    html = client.get("/de/").text
    assert 'href="/en/"' in html, f"There should be a link to the English page, but the page is: {html}"


@pytest.mark.parametrize("path", ["/", "/fr/", "/en/stops/9"])
def test_nothing_there(client, path):
    """A language or stop that does not exist answers 404."""
    response = client.get(path)
    assert response.status_code == 404, f"GET {path} should answer 404, but it answered {response.status}."
