import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_posters_still_work(client):
    """/tour shows the audio guide."""
    response = client.get("/tour")
    assert "lighthouse lamp" in response.text, (
        f"The posters lead to /tour, which should still show the audio guide; it answered {response.status}."
    )


def test_leaflet(client):
    """/guide shows the audio guide as well."""
    response = client.get("/guide", follow_redirects=True)
    assert response.status_code != 404, (
        "No rule has the path /guide, so it answers 404 NOT FOUND. One view may have several rules."
    )
    assert response.status_code == 200, (
        f"A view is called for /guide and fails: it answered {response.status}. "
        "The server log names the reason in its last line."
    )
    assert response.text == client.get("/tour").text, (
        f"/guide should be the very page that /tour shows, but it is: {response.text}"
    )


def test_cafe(client):
    """/cafe shows the café."""
    response = client.get("/cafe", follow_redirects=True)
    assert "Cake and coffee" in response.text, (
        f"The sign says /cafe, but GET /cafe answered {response.status}. "
        "Compare the rule with the sign, letter by letter."
    )


def test_welcome(client):
    """The front page still welcomes visitors."""
    html = client.get("/").text
    assert "Borrow a headset" in html, f"The front page should stay as it was, but it is: {html}"
