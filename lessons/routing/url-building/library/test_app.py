from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from app import app


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
        if self.href is not None and text.strip():
            self.found[text.strip()] = self.href


def next_page(client, path):
    """The address of the link “Next page”, in its parts."""
    response = client.get(path)
    assert response.status_code == 200, f"GET {path} should answer 200, but it answered {response.status}."
    found = Links(response.text).found
    href = next((href for text, href in found.items() if "Next page" in text), None)
    assert href, f"{path} should have a link with the text “Next page”. Its links: {list(found)}"
    return urlsplit(urljoin(f"http://localhost{path}", href))


def test_next_page(client):
    """Next page leads to the second page."""
    link = next_page(client, "/search?q=s")
    html = client.get(f"{link.path}?{link.query}").text
    assert "Soup" in html, f"“Next page” leads to {link.geturl()}, which should show Soup, but it is: {html}"


def test_same_search(client):
    """The search goes on for the same words."""
    link = next_page(client, "/search?q=%26")
    q = parse_qs(link.query).get("q", [""])[0]
    assert q == "&", (
        f"After a search for “&”, the next page should search for “&” too, but its address is {link.geturl()}, "
        f"which searches for “{q}”."
    )


def test_anchor(client):
    """The browser scrolls to the results."""
    link = next_page(client, "/search?q=s")
    assert link.fragment == "results", f"The address of the next page should end in #results, but it is {link.geturl()}"


def test_last_page(client):
    """The last page has no next one."""
    next_page(client, "/search?q=%26")
    found = " ".join(Links(client.get("/search?q=%26&page=2").text).found)
    assert "Next page" not in found, "Four books have an & in their title, so page 2 is the last, but it has a link on."


def test_share(client):
    """/share/3 answers with the complete address of book 3."""
    response = client.get("/share/3", base_url="https://library.example/")
    assert response.status_code != 404, "No rule matches /share/3 yet: it answered 404 NOT FOUND."
    assert response.status_code == 200, (
        f"The view for /share/3 fails: it answered {response.status}. The last line in the server log tells why."
    )
    text = unescape(response.text)
    assert "/books/3" in text, f"/share/3 should answer with the address of book 3, but it answered: {text}"
    assert "https://library.example/books/3" in text, (
        f"The address should be complete, so that it works in an email: https://library.example/books/3. It is: {text}"
    )
    assert "/books/3?via=email" in text, f"The address should end in ?via=email, but it is: {text}"
