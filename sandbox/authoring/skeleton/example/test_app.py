from app import app


def test_front_page():
    """The front page says good morning."""
    page = app.test_client().get("/").text
    assert "<h1>Good morning</h1>" in page, f"The page should hold <h1>Good morning</h1>, but it says: {page}"
