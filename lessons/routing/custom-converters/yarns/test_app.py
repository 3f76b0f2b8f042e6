import re

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/yarns/wool", "Moss, Cloud, River"),
        ("/yarns/wool+silk", "Cloud, River"),
        ("/yarns/linen+wool+silk", "River"),
        ("/yarns/cotton+wool", "No yarn has all of this."),
    ],
)
def test_materials(client, path, names):
    """The materials stand in the URL, with a plus sign between them."""
    response = client.get(path)
    assert f"<p>{names}</p>" in response.text, (
        f"GET {path} should list {names}, but it answered {response.status}: {response.text} "
        "The view needs one text for each material: what does it get?"
    )


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("With wool", {"/yarns/wool"}), ("With wool and silk", {"/yarns/wool+silk", "/yarns/silk+wool"})],
)
def test_links(client, label, wanted):
    """The links on the front page have the same form."""
    response = client.get("/")
    assert response.status_code == 200, (
        f"The front page should answer 200, but it answered {response.status}. "
        "It builds its links from lists: what does `to_url` return?"
    )
    link = re.search(f'href="([^"]*)">{label}<', response.text)
    assert link and link[1] in wanted, (
        f"“{label}” should lead to {' or '.join(sorted(wanted))}, but it leads to {link and link[1]}."
    )


def test_links_lead_somewhere(client):
    """Every link on the front page can be followed."""
    for path in re.findall(r'href="([^"]+)"', client.get("/").text):
        response = client.get(path)
        assert "Cloud" in response.text, f"The link to {path} should list Cloud, but the page is: {response.text}"
