import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, (
        f"GET {path} should answer 200, but it answered {response.status}. The rules need a language, and "
        '`url_for("food")` names none: which function can add it?'
    )
    return response.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_links(client, language):
    """The links of a page lead to the same language."""
    html = get(client, f"/{language}/food")
    for name in ("food", "drinks"):
        assert f'href="/{language}/{name}"' in html, (
            f"/{language}/food should link to /{language}/{name}, but the page is: {html}"
        )


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_switch(client, language, other):
    """One link leads to the same page in the other language."""
    html = get(client, f"/{language}/drinks")
    assert f'href="/{other}/drinks">{other}<' in html, (
        f"The link “{other}” names its language itself and should lead to /{other}/drinks, but the page is: {html}"
    )


def test_style_sheet(client):
    """The style sheet has no language."""
    html = get(client, "/fr/food")
    assert 'href="/static/menu.css"' in html, (
        f"The style sheet is the same for all: its link should be /static/menu.css, but the page is: {html}"
    )


def test_outside_of_a_language(client):
    """A page that does not exist answers 404."""
    response = client.get("/it/food")
    assert response.status_code == 404, f"GET /it/food should answer 404, but it answered {response.status}."
