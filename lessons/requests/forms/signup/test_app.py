import pytest

from app import SUBSCRIBERS, app


@pytest.fixture
def client():
    SUBSCRIBERS.clear()
    return app.test_client()


def test_form(client):
    """GET / shows the form."""
    response = client.get("/")
    assert response.status_code == 200, f"GET / should answer 200, but it answered {response.status}."
    assert 'name="email"' in response.text, (
        f"The form should have a field named email, but the page is: {response.text}"
    )


def test_post_is_accepted(client):
    """The view accepts POST."""
    response = client.post("/", data={"email": "ada@example.org"})
    assert response.status_code != 405, "POST / answered 405 METHOD NOT ALLOWED: which methods does the route list?"
    assert SUBSCRIBERS == ["ada@example.org"], (
        f"ada@example.org should be subscribed, but SUBSCRIBERS is {SUBSCRIBERS}."
    )


@pytest.mark.parametrize("email", ["ada", ""], ids=["no @", "empty"])
def test_error(client, email):
    """An address without @ is refused with status 422 and an error."""
    response = client.post("/", data={"email": email})
    assert response.status_code == 422, f"The address “{email}” should answer 422, but it answered {response.status}."
    assert 'role="alert"' in response.text, (
        f"The template shows an error when it gets one, but the page is: {response.text}"
    )
    assert SUBSCRIBERS == [], f"“{email}” should not be subscribed, but SUBSCRIBERS is {SUBSCRIBERS}."


def test_input_kept(client):
    """After an error the field still holds what was typed."""
    html = client.post("/", data={"email": "ada.example.org"}).text
    assert 'value="ada.example.org"' in html, (
        "The field should still hold ada.example.org after the error, but it is empty."
    )


def test_redirect(client):
    """A good address is answered with 303 See Other."""
    response = client.post("/", data={"email": "ada@example.org"})
    assert response.status_code == 303, (
        f"A good address should answer 303 SEE OTHER, but it answered {response.status}."
    )
    assert response.location == "/", f"The redirect should lead to /, but it leads to {response.location}."


def test_welcome_once(client):
    """The next page welcomes the subscriber, the one after does not."""
    client.post("/", data={"email": "ada@example.org"})
    first = client.get("/").text
    assert "Welcome, ada@example.org" in first, "The next page should say “Welcome, ada@example.org”, but it does not."
    second = client.get("/").text
    assert "Welcome" not in second, "The page after that should not welcome again, but it does."
