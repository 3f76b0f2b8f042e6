import pytest

from app import app

BADGE = {"X-Badge": "blue-42"}


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize("path", ["/maps/1889", "/letters"])
def test_without_badge(client, path):
    """Without the badge, maps and letters answer 403."""
    response = client.get(path)
    assert response.status_code == 403, (
        f"Without the badge GET {path} should answer 403, but it answered {response.status}. "
        "Is there a guard above this view, and which function did `@app.get` get?"
    )


@pytest.mark.parametrize(("path", "words"), [("/maps/1889", "drawer 9"), ("/letters", "room 7")])
def test_with_badge(client, path, words):
    """With the badge, both show their page."""
    response = client.get(path, headers=BADGE)
    assert words in response.text, f"With the badge GET {path} should say “{words}”, but it answered {response.status}."


def test_wrong_badge(client):
    """Another badge does not help."""
    response = client.get("/letters", headers={"X-Badge": "red-1"})
    assert response.status_code == 403, f"A wrong badge should be answered with 403, but got {response.status}."


def test_front_page(client):
    """The front page is for everybody."""
    response = client.get("/")
    assert response.status_code == 200, f"GET / should answer 200 to everybody, but it answered {response.status}."


def test_names():
    """The views keep the names of their functions, for url_for."""
    with app.test_request_context():
        for endpoint, values in [("old_map", {"year": 1889}), ("letters", {})]:
            assert endpoint in app.view_functions, (
                f"url_for should know the endpoint “{endpoint}”, but there are only {', '.join(app.view_functions)}. "
                "What is the name of the function that the decorator returns?"
            )
            assert app.url_for(endpoint, **values), f"url_for should build a URL for {endpoint}."
