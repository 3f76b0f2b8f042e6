import pytest

from journal.database import get_db

ENTRY = {"headline": "A <b>bold</b> claim", "story": "Once & again"}


def count(app):
    with app.app_context():
        return get_db().execute("SELECT count(*) FROM entry").fetchone()[0]


def test_everybody_reads(client, sign_in):
    page = client.get("/").text
    assert "First snow" in page
    assert "Two lines\nof text" in page
    assert "Edit" not in page
    assert 'href="/1/edit"' in sign_in("Nora").get("/").text
    assert 'href="/1/edit"' not in sign_in("Emil").get("/").text


@pytest.mark.parametrize("path", ["/new", "/1/edit", "/1/delete"])
def test_writing_is_for_members(app, client, path):
    assert client.post(path, data=ENTRY).location == "/auth/login"
    assert count(app) == 1


@pytest.mark.parametrize("path", ["/1/edit", "/1/delete"])
def test_an_entry_belongs_to_its_author(app, sign_in, path):
    response = sign_in("Emil").post(path, data=ENTRY)
    assert response.status_code == 403
    assert "belongs to Nora" in response.text
    assert count(app) == 1


@pytest.mark.parametrize("path", ["/7/edit", "/7/delete"])
def test_an_entry_that_is_not_there(sign_in, path):
    assert sign_in("Nora").post(path, data=ENTRY).status_code == 404


def test_write(app, sign_in):
    client = sign_in("Emil")
    assert client.get("/new").status_code == 200
    assert client.post("/new", data=ENTRY).location == "/"
    page = client.get("/").text
    assert "A &lt;b&gt;bold&lt;/b&gt; claim" in page
    assert page.index("claim") < page.index("First snow"), "the latest entry comes first"
    assert count(app) == 2


@pytest.mark.parametrize("path", ["/new", "/1/edit"])
def test_a_headline_is_needed_and_the_story_stays(sign_in, path):
    page = sign_in("Nora").post(path, data={"headline": " ", "story": "kept"}).text
    assert "A headline is needed." in page
    assert ">kept</textarea>" in page


def test_edit(sign_in):
    client = sign_in("Nora")
    assert 'value="First snow"' in client.get("/1/edit").text
    client.post("/1/edit", data={"headline": "Second snow", "story": ""})
    page = client.get("/").text
    assert "Second snow" in page
    assert "First snow" not in page


def test_delete(app, sign_in):
    client = sign_in("Nora")
    assert "“First snow” is gone." in client.post("/1/delete", follow_redirects=True).text
    assert count(app) == 0
