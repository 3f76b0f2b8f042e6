import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/walls", "/walls/"),
        ("/walls?page=2", "/walls/?page=2"),
        ("/walls//roof", "/walls/roof"),
        ("/walls//", "/walls/"),
    ],
)
def test_redirected(client, path, target):
    """A path that is nearly right is redirected."""
    response = client.get(path)
    assert response.status_code == 308, f"GET {path} should answer 308, but it answered {response.status}."
    assert response.location.endswith(target), f"GET {path} should lead to {target}, not to {response.location}."


@pytest.mark.parametrize("path", ["/prices/", "/walls/roof/", "/Walls/"])
def test_not_found(client, path):
    """A rule without a slash at its end matches no path with one."""
    status = client.get(path).status
    assert status == "404 NOT FOUND", f"GET {path} should answer 404, but it answered {status}."


@pytest.mark.parametrize("path", ["/walls/", "/prices", "/phone", "/phone/"])
def test_found(client, path):
    """What a rule says is found at once."""
    status = client.get(path).status
    assert status == "200 OK", f"GET {path} should answer 200, but it answered {status}."


def test_post_arrives(client):
    """A redirected POST arrives with its form."""
    response = client.post("/visitors", data={"name": "Ada"}, follow_redirects=True)
    assert "Welcome, Ada!" in response.text, f"The form should arrive, but the answer is: {response.text}"
