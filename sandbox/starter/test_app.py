from app import app


def test_home():
    """The front page answers."""
    response = app.test_client().get("/")
    assert response.status_code == 200, f"GET / should answer 200, but it answered {response.status}."
