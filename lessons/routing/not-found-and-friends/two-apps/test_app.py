import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"), [("/", "<h1>Museum</h1>"), ("/shop/", "Museum shop"), ("/shop/cups", "<h1>Cups</h1>")]
)
def test_both_apps_answer(client, path, words):
    """What begins with /shop goes to the shop, the rest to the museum."""
    html = client.get(path).text
    assert words in html, f"GET {path} should hold {words}, but the page is: {html}"


def test_link_inside_the_shop(client):
    """A link that the shop builds begins with /shop."""
    html = client.get("/shop/").text
    assert 'href="/shop/cups"' in html, f"The link should lead to /shop/cups, but the page is: {html}"


def test_each_has_its_own_404(client):
    """Each app answers for its own part."""
    html = client.get("/shop/lamps").text
    assert "The shop does not have this" in html, f"The shop should answer for /shop/lamps, but the page is: {html}"
    html = client.get("/lamps").text
    assert "The shop" not in html, f"The museum should answer for /lamps, but the page is: {html}"
