import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_product(client):
    """/products/2 shows the cup and saucer."""
    response = client.get("/products/2")
    assert response.status_code == 200, (
        f"GET /products/2 should answer 200, but it answered {response.status}. "
        "The keys of PRODUCTS are numbers: is `number` one when it reaches the view?"
    )
    assert "<h1>Cup and saucer</h1>" in response.text, f"The heading should be Cup and saucer, but got: {response.text}"


def test_not_a_number(client):
    """/products/tea is turned away by the rule."""
    status = client.get("/products/tea").status
    assert status == "404 NOT FOUND", (
        f"The rule should not match /products/tea, so that it answers 404; it answered {status}."
    )


def test_unknown_product(client):
    """/products/99 answers 404."""
    status = client.get("/products/99").status
    assert status == "404 NOT FOUND", f"The shop has no product 99: that should answer 404, but it answered {status}."


@pytest.mark.parametrize("color", ["red", "blue"])
def test_color(client, color):
    """A product comes in red and in blue."""
    response = client.get(f"/products/2/{color}")
    wanted = f"<h1>Cup and saucer in {color}</h1>"
    assert wanted in response.text, f"/products/2/{color} should answer {wanted}, but it answered {response.status}."


def test_other_colors(client):
    """No other color exists."""
    assert client.get("/products/2/red").status_code == 200, "/products/2/red has no view yet that answers 200."
    status = client.get("/products/2/green").status
    assert status == "404 NOT FOUND", (
        f"Only red and blue exist: /products/2/green should answer 404, but it answered {status}."
    )


def test_unknown_product_in_color(client):
    """A product that does not exist has no colors either."""
    assert client.get("/products/2/red").status_code == 200, "/products/2/red has no view yet that answers 200."
    status = client.get("/products/99/red").status
    assert status == "404 NOT FOUND", (
        f"The shop has no product 99: /products/99/red should answer 404, but it answered {status}."
    )
