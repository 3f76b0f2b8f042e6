import re
from urllib.parse import urljoin

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize("path", ["/islands", "/islands/"])
def test_islands(client, path):
    """The list of islands is found with a slash and without."""
    response = client.get(path, follow_redirects=True)
    assert "<h1>Islands</h1>" in response.text, (
        f"GET {path} should lead to the list of islands, but it ended in {response.status}."
    )


@pytest.mark.parametrize("path", ["/islands", "/islands/"])
@pytest.mark.parametrize("name", ["north", "gull"])
def test_links(client, path, name):
    """Its links lead to the islands."""
    page = client.get(path, follow_redirects=True)
    links = dict.fromkeys(re.findall(r"""href\s*=\s*["']?([^"'\s>]+)""", page.text))
    link = next((link for link in links if link.rstrip("/").endswith(name)), None)
    assert link, f"The page {path} should link to {name}, but its links are: {list(links)}"
    address = urljoin(page.request.url, link)
    response = client.get(address, follow_redirects=True)
    found = f"<h1>{name}</h1>" in response.text
    assert found or page.request.path == "/islands/" or client.get("/islands/").status_code != 200, (
        f"The list is shown at two addresses, and its links fit one of them: at {path}, the link “{link}” leads to "
        f"{address.removeprefix('http://localhost')}, and that answers {response.status}."
    )
    assert found, (
        f"A browser is at {page.request.path} and finds the link “{link}”. It asks for "
        f"{address.removeprefix('http://localhost')}, and that answers {response.status}."
    )


@pytest.mark.parametrize("path", ["/contact", "/contact/"])
def test_contact(client, path):
    """The contact page is found with a slash and without."""
    response = client.get(path, follow_redirects=True)
    assert "Ask at the pier" in response.text, (
        f"GET {path} should lead to the contact page, but it ended in {response.status}."
    )
