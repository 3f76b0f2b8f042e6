import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_coach(client):
    """A coach says how many berths it has."""
    for coach, berths in ((21, 36), (22, 30)):
        response = client.get(f"/coaches/{coach}")
        assert response.status_code != 404, f"/coaches/{coach} has no view yet: it answered 404 NOT FOUND."
        assert response.status_code == 200, (
            f"The view for /coaches/{coach} fails: it answered {response.status}. Is the name in the angle brackets "
            "also the name of the view's argument? The server log has the traceback."
        )
        wanted = f"Coach {coach} has {berths} berths"
        assert wanted in response.text, f"/coaches/{coach} should say “{wanted}”, but it is: {response.text}"


def test_other_coaches(client):
    """A coach that is not in the train answers 404."""
    assert client.get("/coaches/21").status_code == 200, "/coaches/21 has no view yet that answers 200."
    for coach in ("99", "first"):
        status = client.get(f"/coaches/{coach}").status
        assert status == "404 NOT FOUND", (
            f"The train has no coach {coach}: /coaches/{coach} should answer 404, not {status}."
        )


def test_dining_car(client):
    """/coaches/dining has a page of its own."""
    response = client.get("/coaches/dining")
    assert "Soup, bread and tea" in response.text, (
        f"/coaches/dining should say “Soup, bread and tea”, but it answered {response.status}."
    )


def test_berth(client):
    """A berth has a page, the first and the last included."""
    for coach, berth in ((21, 7), (22, 1), (22, 30), (21, 36)):
        response = client.get(f"/coaches/{coach}/berths/{berth}")
        wanted = f"Coach {coach}, berth {berth}"
        assert wanted in response.text, (
            f"/coaches/{coach}/berths/{berth} should say “{wanted}”, but it answered {response.status}."
        )


def test_other_berths(client):
    """A berth that a coach does not have answers 404."""
    assert client.get("/coaches/21/berths/7").status_code == 200, "/coaches/21/berths/7 does not answer 200 yet."
    status = client.get("/coaches/22/berths/31").status
    assert status == "404 NOT FOUND", (
        f"Coach 22 has 30 berths, so /coaches/22/berths/31 should answer 404, but it answered {status}."
    )
    status = client.get("/coaches/21/berths/0").status
    assert status == "404 NOT FOUND", (
        f"Berths are numbered from 1, so /coaches/21/berths/0 should answer 404, but it answered {status}."
    )
    status = client.get("/coaches/99/berths/7").status
    assert status == "404 NOT FOUND", (
        f"There is no coach 99, so /coaches/99/berths/7 should answer 404, but it answered {status}."
    )
