import pytest

from app import BOOKS, app


@pytest.fixture
def page():
    return app.test_client().get("/books").text


def test_frame(page):
    """The books stand in the frame of the base template."""
    assert page.count("<html") == 1, (
        f"/books should have exactly one <html>, the base template's, but it has {page.count('<html')}."
    )
    assert "/static/library.css" in page, "/books should link the style sheet of the base template, but it does not."


def test_books(page):
    """The list of books is the content of the page."""
    main = page.partition("<main>")[2].partition("</main>")[0]
    missing = [book for book in BOOKS if f"<li>{book}</li>" not in main]
    assert not missing, f"The books should be listed inside <main>, but these are not: {', '.join(missing)}."


def test_title(page):
    """The title names the page and the site."""
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title == "Books - Library", f"The title should be “Books - Library”, but it is “{title}”."


def test_title_is_inherited():
    """A new name of the site reaches the title of the books."""
    with app.app_context():
        base = app.jinja_env.loader.get_source(app.jinja_env, "base.html")[0]
        books = app.jinja_env.loader.get_source(app.jinja_env, "books.html")[0]
    assert "Library{% endblock %}" in base, "The base template should keep its title “Library”."
    assert "Library" not in books, "The template of the books should leave the word “Library” to the base template."
