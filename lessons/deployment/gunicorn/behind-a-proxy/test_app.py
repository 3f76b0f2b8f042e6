import pytest

from app import app

PROXY = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example"}


@pytest.fixture
def client():
    return app.test_client()


def test_visitor(client):
    """The app knows the visitor's own address, not the proxy's."""
    visitor = client.get("/", headers=PROXY).json["visitor"]
    assert visitor == "203.0.113.7", f"The request came from 203.0.113.7, but the app says {visitor}."


def test_forged_address(client):
    """A visitor cannot pretend to be somebody else."""
    headers = PROXY | {"X-Forwarded-For": "6.6.6.6, 203.0.113.7"}
    visitor = client.get("/", headers=headers).json["visitor"]
    assert visitor == "203.0.113.7", f"The request came from 203.0.113.7, but it says {visitor}: a visitor wrote that."


def test_secure(client):
    """A request that reached the proxy over HTTPS counts as secure."""
    assert client.get("/", headers=PROXY).json["secure"], "The request should count as secure, but it does not."


def test_link(client):
    """Links for the outside carry the address that the visitor knows."""
    link = client.get("/invite", headers=PROXY).text
    assert link == "https://shop.example/", f"The link should begin with https://shop.example, but it is {link}."


def test_forged_scheme(client):
    """A visitor cannot pretend to have come over HTTPS."""
    headers = PROXY | {"X-Forwarded-Proto": "https, http"}
    secure = client.get("/", headers=headers).json["secure"]
    assert not secure, "The proxy says http, but the request counts as secure: a visitor wrote https."


def test_forged_host(client):
    """A visitor cannot lead your links to another site."""
    headers = PROXY | {"X-Forwarded-Host": "evil.example, shop.example"}
    link = client.get("/invite", headers=headers).text
    assert "evil.example" not in link, f"The link should lead to your own site, but a visitor made it {link}."


def test_without_proxy(client):
    """A request without these headers works as before."""
    visitor = client.get("/").json["visitor"]
    assert visitor == "127.0.0.1", f"Without a proxy the visitor should be 127.0.0.1, but the app says {visitor}."
