import os

import pytest

# A database in memory: the checks leave your own notes alone.
os.environ["FLASK_SQLALCHEMY_DATABASE_URI"] = "sqlite://"

from app import app
from models import Note, db


@pytest.fixture
def client():
    with app.app_context():
        db.create_all()
    yield app.test_client()  # outside of the block: every request has a session of its own
    with app.app_context():
        db.drop_all()
        db.engine.dispose()


def test_empty(client):
    """Without notes the page says so."""
    page = client.get("/").text
    assert "No notes yet." in page, f"The page should say that there are no notes, but it is: {page}"


def test_add(client):
    """A note that was added is there in the next request."""
    response = client.post("/", data={"text": "Buy tea"})
    assert response.status_code == 303, f"Adding should answer 303, but it answered {response.status}."
    page = client.get("/").text
    assert "Buy tea" in page, f"The note should be on the page, but it is: {page}"


def test_newest_first(client):
    """The newest note comes first."""
    for text in ("first", "second"):
        client.post("/", data={"text": text})
    page = client.get("/").text
    assert "second" in page and "first" in page, f"Both notes should be on the page, but it is: {page}"
    assert page.index("second") < page.index("first"), f"The newest note should come first, but the page is: {page}"


def test_empty_text(client):
    """A note without text is not stored."""
    client.post("/", data={"text": "  "})
    with app.app_context():
        stored = db.session.scalars(db.select(Note)).all()
    assert stored == [], f"Nothing should be stored, but there are {len(stored)} notes."


def test_delete(client):
    """A deleted note is gone, and a second try answers 404."""
    client.post("/", data={"text": "Buy tea"})
    client.post("/1/delete")
    page = client.get("/").text
    assert "Buy tea" not in page, f"The note should be gone, but the page is: {page}"
    again = client.post("/1/delete")
    assert again.status_code == 404, f"Deleting it again should answer 404, but it answered {again.status}."
