import re

import pytest

from app import app

BY_NAME = ["Assam", "Darjeeling", "Rooibos", "Sencha"]
BY_PRICE = ["Rooibos", "Assam", "Darjeeling", "Sencha"]


@pytest.fixture
def client():
    return app.test_client()


def teas(client, url):
    response = client.get(url)
    assert response.status_code == 200, f"GET {url} should answer 200 OK, but it answered {response.status}."
    return re.findall("|".join(BY_NAME), response.text)


def test_default(client):
    """Without a query string all teas are shown, by name."""
    found = teas(client, "/")
    assert found == BY_NAME, f"/ should show {BY_NAME}, but it shows {found}."


@pytest.mark.parametrize("sort", ["name", "price"])
def test_sort(client, sort):
    """?sort=name sorts by name, ?sort=price by price."""
    wanted = BY_NAME if sort == "name" else BY_PRICE
    found = teas(client, f"/?sort={sort}")
    assert found == wanted, f"/?sort={sort} should show {wanted}, but it shows {found}."


def test_limit(client):
    """?limit=2 shows the first two, after sorting."""
    found = teas(client, "/?sort=price&limit=2")
    assert found == BY_PRICE[:2], f"/?sort=price&limit=2 should show {BY_PRICE[:2]}, but it shows {found}."


@pytest.mark.parametrize("limit", ["many", "", "0", "-1"], ids=["word", "empty", "0", "-1"])
def test_no_limit(client, limit):
    """A limit that is no number, or below 1, counts as none."""
    found = teas(client, f"/?limit={limit}")
    assert found == BY_NAME, f"/?limit={limit} should show all 4 teas, but it shows {found}."


def test_unknown_sort(client):
    """A sort that does not exist is refused with 400."""
    response = client.get("/?sort=color")
    assert response.status_code == 400, f"GET /?sort=color should answer 400, but it answered {response.status}."
    assert "price" in response.text, f"The answer should name price as one that works, but it is: {response.text}"


def test_markup(client):
    """Markup in the query string is not part of the page."""
    response = client.get("/?sort=<script>")
    assert "<script>" not in response.text, f"<script> came back as markup. The answer is: {response.text}"
