from datetime import date

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hours/2027-07-14", "Wednesday, 14 July 2027"),
        ("/hours/2027-07-14", "7:00 to 21:00"),
        ("/hours/2027-07-17", "The pool is open from 10:00 to 18:00."),
        ("/hours/2028-02-29", "Tuesday, 29 February 2028"),
    ],
)
def test_a_day_has_a_page(client, path, words):
    """A date in the URL reaches the view as a date."""
    response = client.get(path)
    assert words in response.text, (
        f"GET {path} should say “{words}”, but it answered {response.status}: {response.text}"
    )


@pytest.mark.parametrize(
    "path", ["/hours/today", "/hours/2027-7-4", "/hours/1999-12-31", "/hours/2027-02-29", "/hours/2027-13-01"]
)
def test_what_is_no_day(client, path):
    """What looks wrong, and what no calendar has, answers 404."""
    response = client.get(path)
    assert response.status_code == 404, f"GET {path} should answer 404, but it answered {response.status}."


def test_links(client):
    """Links are made of dates."""
    html = client.get("/hours/2027-12-31").text
    assert 'href="/hours/2028-01-01"' in html, f"There should be a link to the day after, but the page is: {html}"
    with app.test_request_context():
        path = app.url_for("hours", day=date(2027, 7, 4))
    assert path == "/hours/2027-07-04", f"The URL should be /hours/2027-07-04, but it is {path}."
