import pytest

from app import ENTRIES, app


@pytest.fixture
def client():
    ENTRIES.clear()
    return app.test_client()


def test_form(client):
    """The page shows an empty form."""
    response = client.get("/")
    assert response.status_code == 200, f"GET / should answer 200, but it answered {response.status}."
    assert '<form method="post">' in response.text, (
        f"The page should have a form that posts, but it is: {response.text}"
    )


def test_error_keeps_input(client):
    """A form with a mistake comes back with the error and what was typed."""
    response = client.post("/", data={"name": "Ada", "message": "  "})
    assert response.status_code == 422, (
        f"A form without a message should answer 422, but it answered {response.status}."
    )
    assert "Please write a message." in response.text, (
        f"The page should say what is missing, but it is: {response.text}"
    )
    assert 'value="Ada"' in response.text, f"The name should still be in its field, but the page is: {response.text}"
    assert ENTRIES == [], f"Nothing should be stored, but the guestbook holds {ENTRIES}."


def test_long_message(client):
    """A message of 201 characters is refused."""
    response = client.post("/", data={"name": "Ada", "message": "x" * 201})
    assert "has 201 characters" in response.text, f"The page should count the characters, but it is: {response.text}"


def test_redirect(client):
    """A good form is stored, and the browser is sent to the page."""
    response = client.post("/", data={"name": "Ada", "message": "What a view!"})
    assert response.status_code == 303, f"A good form should answer 303, but it answered {response.status}."
    assert response.location == "/", f"The redirect should lead to /, but it leads to {response.location}."
    assert ENTRIES == [("Ada", "What a view!")], f"One entry should be stored, but the guestbook holds {ENTRIES}."


def test_flash_once(client):
    """The thanks are shown once."""
    first = client.post("/", data={"name": "Ada", "message": "What a view!"}, follow_redirects=True).text
    assert "Thank you, Ada!" in first, f"The page after the redirect should thank Ada, but it is: {first}"
    second = client.get("/").text
    assert "Thank you" not in second, f"The thanks should be gone on the next page, but it is: {second}"
