from app import app


def test_names_the_tea():
    """The page names the tea."""
    page = app.test_client().get("/").text
    assert "Earl Grey" in page, f"The page should name the tea, and is: {page}"
