from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

from app import HARBORS, app


@pytest.fixture
def client():
    return app.test_client()


class Links(HTMLParser):
    """Collects text → address of a page's links."""

    def __init__(self, html):
        super().__init__()
        self.found, self.href = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.href = dict(attributes).get("href")

    def handle_endtag(self, tag):
        if tag == "a":
            self.href = None

    def handle_data(self, text):
        if self.href is not None:
            self.found[text.strip()] = self.href


def links(client, page, where="http://localhost/"):
    response = client.get(page, base_url=where)
    assert response.status_code == 200, (
        f"The page {page} fails: it answered {response.status}. If the server log ends in a BuildError, "
        "it names the endpoint and the values that you gave."
    )
    return Links(response.text).found


def follow(client, page, link, where="http://localhost/"):
    """As a browser follows a link: what stands behind # stays in the browser."""
    found = links(client, page, where)
    assert link in found, f"The page {page} should have a link “{link}”, but it has: {list(found)}"
    address = urldefrag(urljoin(where + page.lstrip("/"), found[link])).url
    path = "/" + address.removeprefix(where) if address.startswith(where) else None
    return found[link], client.get(path, base_url=where) if path else None


@pytest.mark.parametrize("harbor", HARBORS)
def test_links(client, harbor):
    """The front page leads to every harbor."""
    href, response = follow(client, "/", harbor)
    status = response.status if response else "nothing"
    page = response.text if response else ""
    assert f"<h1>{harbor}</h1>" in page, (
        f"The link to {harbor} is {href}, and a browser that follows it gets {status}, not the page of {harbor}."
    )


@pytest.mark.parametrize("harbor", HARBORS)
def test_link_back(client, harbor):
    """Every harbor leads back to the front page."""
    page = "/departures/" + harbor.replace("#", "%23")
    href, response = follow(client, page, "All harbors")
    status = response.status if response else "nothing"
    assert response and "<ul>" in response.text, (
        f"On the page of {harbor}, the link “All harbors” is {href}, and a browser that follows it gets {status}."
    )


def test_below_another_path(client):
    """Everything works below /ferry as well."""
    where = "https://island.example/ferry/"
    href, response = follow(client, "/", "Oldtown", where)
    assert response and "<h1>Oldtown</h1>" in response.text, (
        f"On {where} the link to Oldtown should begin with /ferry, but it is {href}. Is this address written by hand?"
    )
    href, response = follow(client, "/departures/Oldtown", "All harbors", where)
    assert response and "<ul>" in response.text, (
        f"On {where} the link back should lead to {where}, but it is {href}. Is this address written by hand?"
    )
