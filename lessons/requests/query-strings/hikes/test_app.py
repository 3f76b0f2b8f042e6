import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from app import HIKES, app

BOTH = "/?area=Coast&area=Lakes+%26+rivers"
WANTED = [hike["name"] for hike in HIKES if hike["area"] != "Hills"]


def get(url):
    """The names of the hikes that a page shows, and where its links lead."""
    response = app.test_client().get(url)
    assert response.status_code == 200, f"GET {url} should answer 200 OK, but it answered {response.status}."
    page = unescape(response.text)
    links = {text: urljoin("/", href) for href, text in re.findall(r'<a href="([^"]*)">(\w+)</a>', page)}
    return [hike["name"] for hike in HIKES if hike["name"] in page], links


def test_page():
    """?page=2 shows the next three hikes."""
    for number, url in enumerate(["/", "/?page=2", "/?page=3"]):
        wanted = [hike["name"] for hike in HIKES[3 * number : 3 * number + 3]]
        found, _ = get(url)
        assert found == wanted, f"{url} should show {wanted}, but it shows {found}."


@pytest.mark.parametrize("page", ["two", ""], ids=["word", "empty"])
def test_malformed(page):
    """A page that is no number counts as the first."""
    found, _ = get(f"/?page={page}")
    assert "Lighthouse path" in found, f"/?page={page} should show the first hikes, but it shows {found}."


@pytest.mark.parametrize("page", [4, 0, -1])
def test_no_such_page(page):
    """A page that does not exist answers 404."""
    status = app.test_client().get(f"/?page={page}").status
    assert status == "404 NOT FOUND", f"GET /?page={page} should answer 404 NOT FOUND, but it answered {status}."


def test_one_area():
    """?area=Hills shows the hikes of this area."""
    found, links = get("/?area=Hills")
    assert found == ["Old vineyard", "Beacon hill"], f"/?area=Hills should show two hikes, but it shows {found}."
    assert links == {}, f"Two hikes fit on one page, which needs no links, but it has {links}."


def test_nothing_found():
    """An area without hikes shows an empty list."""
    found, _ = get("/?area=Desert")
    assert found == [], f"/?area=Desert should show no hikes, but it shows {found}."


def test_two_areas():
    """Two areas show the hikes of both."""
    found, _ = get(BOTH)
    assert found == WANTED[:3], f"{BOTH} should show {WANTED[:3]}, but it shows {found}."


def test_areas_kept():
    """The link Next asks for the same areas."""
    _, links = get(BOTH)
    assert "Next" in links, f"The first page of {BOTH} should have a link Next, but it has {links}."
    areas = parse_qs(urlsplit(links["Next"]).query).get("area", [])
    wanted = ["Coast", "Lakes & rivers"]
    assert areas == wanted, f"Next should ask for the areas {wanted}, but {links['Next']} asks for {areas}."


def test_links():
    """Next leads through all hikes of both areas, and Previous back."""
    url, seen, back = BOTH, [], None
    while url and len(seen) < len(WANTED):
        found, links = get(url)
        seen += found
        back, url = links.get("Previous"), links.get("Next")
    assert seen == WANTED, f"The links Next should lead through {WANTED}, but they lead through {seen}."
    assert back, f"The last page should have a link Previous, but it has {links}."
    found, _ = get(back)
    assert found == WANTED[3:6], f"Previous should lead back to {WANTED[3:6]}, but {back} shows {found}."


def test_ends():
    """The first page has no Previous, and the last one no Next."""
    _, first = get("/")
    assert "Previous" not in first, f"The first page should have no Previous, but it leads to {first['Previous']}."
    assert "Next" in first, "The first of three pages should have a link Next, but it has none."
    _, last = get("/?page=3")
    assert "Next" not in last, f"The last page should have no Next, but it leads to {last['Next']}."
