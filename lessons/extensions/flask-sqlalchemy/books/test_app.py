import os

import pytest

# A database in memory: the checks leave your own books alone.
os.environ["FLASK_SQLALCHEMY_DATABASE_URI"] = "sqlite://"

from app import app
from models import Book, db

SHELF = [("The Dispossessed", "Le Guin"), ("Kindred", "Butler"), ("Lavinia", "Le Guin")]


@pytest.fixture
def client():
    with app.app_context():
        db.create_all()
    yield app.test_client()  # outside of the block: every request has a session of its own
    with app.app_context():
        db.drop_all()
        db.engine.dispose()


@pytest.fixture
def shelf(client):
    with app.app_context():
        db.session.add_all(Book(title=title, author=author) for title, author in SHELF)
        db.session.commit()
    return client


def test_add(client):
    """A book that was added is stored."""
    response = client.post("/books", data={"title": "Kindred", "author": "Butler"})
    assert response.status_code == 201, f"Adding should answer 201, but it answered {response.status}."
    with app.app_context():
        stored = db.session.scalars(db.select(Book.title)).all()
    assert stored == ["Kindred"], f"After a commit the book should be in the database, but it holds {stored}."


def test_sorted(shelf):
    """All books are listed, sorted by title."""
    titles = [book["title"] for book in shelf.get("/books").json]
    wanted = ["Kindred", "Lavinia", "The Dispossessed"]
    assert titles == wanted, f"The books should be sorted by title as {wanted}, but the list is {titles}."


def test_author(shelf):
    """The query string chooses an author."""
    titles = [book["title"] for book in shelf.get("/books?author=Le+Guin").json]
    wanted = ["Lavinia", "The Dispossessed"]
    assert titles == wanted, f"/books?author=Le+Guin should list books of one author, {wanted}, but it lists {titles}."
