import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def raised(path):
    """What the app raises for a path, in words."""
    with app.test_request_context(path):
        try:
            return app.full_dispatch_request().status
        except Exception as error:
            return f"500: {type(error).__name__}: {error}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/rowing/", "Rowing Club"),
        ("/chess/members", "17 members"),
        ("/rowing/meetings/7", "Rowing Club: Tuesday of week 7"),
    ],
)
def test_pages_of_a_club(client, path, words):
    """Every view finds the club in g.club."""
    response = client.get(path)
    assert words in response.text, f"GET {path} should say “{words}”, but it answered {raised(path)}"


@pytest.mark.parametrize("path", ["/sailing/", "/sailing/members", "/sailing/meetings/7"])
def test_no_such_club(client, path):
    """A club that does not exist answers 404, on all of its pages."""
    assert client.get("/rowing/").status_code == 200, "GET /rowing/ does not answer 200 yet."
    response = client.get(path)
    assert response.status_code == 404, (
        f"There is no sailing club: GET {path} should answer 404, but it answered {response.status}."
    )


def test_front_page(client):
    """The page that belongs to no club still works."""
    response = client.get("/")
    assert "Chess Circle" in response.text, (
        f"GET / has no club in its rule and should still list all clubs, but it answered {response.status}."
    )


def test_nothing_there(client):
    """A URL that fits no rule answers 404."""
    response = client.get("/a/b/c/d")
    assert response.status_code == 404, (
        f"No rule matches /a/b/c/d, so it should answer 404, but it answered {response.status}. "
        "What are `values` when no rule matched?"
    )
