import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize("path", ["/code", "/boats/3"])
def test_visitor(client, path):
    """Whoever is not logged in is sent to the form."""
    response = client.get(path)
    assert response.status_code == 302, f"GET {path} should answer 302, but it answered {response.status}."
    assert response.location == f"/login?next={path}", (
        f"It should lead to the form, but it leads to {response.location}."
    )


def test_member(client):
    """Whoever is logged in sees the page."""
    response = client.post("/login?next=/boats/3", data={"name": "Ada"})
    assert response.location == "/boats/3", f"The login should lead back to the boat, not to {response.location}."
    html = client.get("/code").text
    assert "Ada, the code is 4711" in html, f"A member should see the code, but the page is: {html}"
    html = client.get("/boats/3").text
    assert "Boat 3 lies on the left" in html, f"A member should see the boat, but the page is: {html}"


def test_markup_in_a_name_stays_text(client):
    """A name is shown as text."""
    client.post("/login", data={"name": "<b>Ada"})
    html = client.get("/code").text
    assert "&lt;b&gt;Ada" in html, f"Markup in a name should be escaped, but the page is: {html}"


def test_names():
    """Each view keeps its own name."""
    assert {"code", "boat"} <= set(app.view_functions), f"The endpoints are {sorted(app.view_functions)}."
