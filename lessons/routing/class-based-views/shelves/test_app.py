import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "title", "items"),
    [("/books", "Books", ["Dune", "Emma", "The Waves"]), ("/records", "Records", ["Blue", "Kind of Blue"])],
)
def test_shelf(client, path, title, items):
    """One class shows both shelves, each sorted."""
    html = client.get(path).text
    assert f"<h1>{title}</h1>" in html, f"{path} should have the heading {title}, but the page is: {html}"
    wanted = "".join(f"<li>{item}</li>" for item in items)
    assert wanted in html, f"{path} should list {', '.join(items)}, but the page is: {html}"


def test_endpoints():
    """Each rule has an endpoint of its own."""
    with app.test_request_context():
        path = app.url_for("records")
    assert path == "/records", f"url_for should give /records, but it gives {path}."


def test_method(client):
    """The class accepts GET only."""
    response = client.post("/books")
    assert response.status_code == 405, f"POST /books should answer 405, but it answered {response.status}."
