import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/seats/C-14", "Row C, seat 14, on the right"), ("/seats/F-1", "Row F, seat 1, on the left")],
)
def test_seat(client, path, words):
    """The view gets a row and a number."""
    response = client.get(path)
    assert words in response.text, (
        f"GET {path} should say “{words}”, but it answered {response.status}. The view unpacks `row, number = seat` "
        "and calculates with `number`: what does `to_python` return?"
    )


def test_last_row(client):
    """The rows are A to F."""
    assert client.get("/seats/F-1").status_code == 200, "Row F is in the hall: /seats/F-1 should answer 200."
    status = client.get("/seats/G-1").status
    assert status == "404 NOT FOUND", f"The hall has no row G: /seats/G-1 should answer 404, but it answered {status}."


@pytest.mark.parametrize("number", [20, 21, 0])
def test_last_seat(client, number):
    """A row has the seats 1 to 20."""
    assert client.get("/seats/C-14").status_code == 200, "/seats/C-14 does not answer 200 yet."
    status = client.get(f"/seats/C-{number}").status
    wanted = "200 OK" if number == 20 else "404 NOT FOUND"
    assert status == wanted, (
        f"A row has the seats 1 to 20: /seats/C-{number} should answer {wanted}, but it answered {status}."
    )


def test_no_seat(client):
    """Other texts are no seats."""
    status = client.get("/seats/balcony").status
    assert status == "404 NOT FOUND", f"/seats/balcony is no seat and should answer 404, but it answered {status}."
