import pytest

from app import STOPS, app


@pytest.fixture
def client():
    return app.test_client()


def test_links_of_the_front_page(client):
    """The front page links to every stop."""
    html = client.get("/").text
    for number in STOPS:
        wanted = f'href="/stops/{number}"'
        assert wanted in html, f"The front page should hold {wanted}, but it is: {html}"


def test_link_back(client):
    """A stop links to the front page."""
    html = client.get("/stops/2").text
    assert 'href="/"' in html, f"The stop should link to the front page, but it is: {html}"


def test_urls(client):
    """url_for builds what the lesson says."""
    assert client.get("/urls").json == [
        "/",
        "/stops/2",
        "/stops/2?lang=de",
        "/stops/2?said=salt+%26+pepper",
        "/stops/2#text",
        "http://localhost/stops/2",
        "/static/bell.mp3",
    ], f"The list of URLs is another one: {client.get('/urls').text}"


def test_below_another_path(client):
    """Below another path, all links follow."""
    html = client.get("/", base_url="https://museum.example/guide/").text
    assert 'href="/guide/stops/1"' in html, f"The links should begin with /guide, but the page is: {html}"
