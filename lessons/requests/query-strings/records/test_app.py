import pytest

from app import RECORDS, app


def titles(url):
    page = app.test_client().get(url).text
    return [record["title"] for record in RECORDS if record["title"] in page]


def test_all():
    """Without a query string the page shows all records."""
    assert len(titles("/")) == 5, f"/ should show 5 records, but it shows {titles('/')}."


def test_word():
    """A word finds the titles that hold it, in large and small letters."""
    found = titles("/?q=HARBOR")
    assert found == ["Harbor Lights", "Night Harbor"], f"HARBOR should find the two harbors, but it found {found}."


@pytest.mark.parametrize("url", ["/?since=old", "/?since="], ids=["word", "empty"])
def test_malformed(url):
    """A year that is no number counts as none."""
    assert len(titles(url)) == 5, f"{url} should show 5 records, but it shows {titles(url)}."


def test_since():
    """A year leaves out what is older."""
    found = titles("/?since=1994")
    assert found == ["Night Harbor", "Rain on the Quay"], f"1994 should find two records, but it found {found}."


def test_genres():
    """Two genres find the records of both."""
    found = titles("/?genre=Folk&genre=R%26B")
    wanted = ["Letters from the Pier", "Blue Kitchen", "Night Harbor"]
    assert found == wanted, f"Folk and R&B should find {wanted}, but they found {found}."


def test_link():
    """The link to a genre writes its & as %26."""
    page = app.test_client().get("/").text
    assert 'href="/?genre=R%26B"' in page, f"A link should lead to /?genre=R%26B, but the page is: {page}"


def test_escaped():
    """Markup in the search is shown as text."""
    page = app.test_client().get("/", query_string={"q": "<b>blue</b>"}).text
    assert "&lt;b&gt;blue" in page, f"<b>blue</b> should be escaped, but the page is: {page}"
