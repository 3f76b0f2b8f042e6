import pytest
from flask import g, session

from journal.database import get_db


def test_join(app, client):
    assert client.get("/auth/register").status_code == 200
    response = client.post("/auth/register", data={"name": " Ida ", "password": "secret"})
    assert response.location == "/auth/login"
    with app.app_context():
        (stored,) = get_db().execute("SELECT password_hash FROM member WHERE name = 'Ida'").fetchone()
    assert stored.startswith("scrypt:") and "secret" not in stored
    assert client.post("/auth/login", data={"name": "Ida", "password": "secret"}).location == "/"


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("", "x", "A name is needed."),
        ("x", "", "A password is needed."),
        ("Nora", "x", "There is a member called Nora already."),
    ],
)
def test_join_says_what_is_wrong(client, name, password, message):
    assert message in client.post("/auth/register", data={"name": name, "password": password}).text


def test_sign_in_and_out(sign_in):
    client = sign_in("Nora")
    with client:
        assert ">Nora</span>" in client.get("/").text
        assert session["member"] == 1
        assert g.member["name"] == "Nora"
    with client:
        client.post("/auth/logout")
        assert "member" not in session
    assert "You are signed out." in client.get("/").text


@pytest.mark.parametrize(("name", "password"), [("Nora", "pepper"), ("Nobody", "salt")])
def test_a_wrong_name_or_password(client, name, password):
    response = client.post("/auth/login", data={"name": name, "password": password})
    assert "No member has this name and password." in response.text


def test_signing_out_needs_post(client):
    assert client.get("/auth/logout").status_code == 405
