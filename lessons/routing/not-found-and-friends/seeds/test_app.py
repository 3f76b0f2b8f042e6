import pytest

from app import SEEDS, app


@pytest.fixture
def client():
    SEEDS.update(pea=40, bean=0)
    return app.test_client()


def test_seed(client):
    """What works is answered as before."""
    answer = client.get("/seeds/pea").json
    assert answer == {"seed": "pea", "packets": 40}, f"GET /seeds/pea should tell of 40 packets, but answered {answer}."
    answer = client.post("/seeds/pea/orders", json={"packets": 3}).json
    assert answer == {"seed": "pea", "packets": 37}, f"After an order 37 packets should be left, but got {answer}."


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", "/seeds/rose", 404, "There are no seeds of rose."),
        ("POST", "/seeds/bean/orders", 409, "bean is sold out."),
        ("GET", "/trees", 404, None),
        ("DELETE", "/seeds/pea", 405, None),
    ],
)
def test_error(client, method, path, status, message):
    """Every error is JSON, with its status and a message."""
    assert path == "/seeds/rose" or client.get("/seeds/rose").is_json, "GET /seeds/rose does not answer in JSON yet."
    response = client.open(path, method=method, json={"packets": 1})
    assert response.status_code == status, f"{method} {path} should answer {status}, but it answered {response.status}."
    assert response.mimetype == "application/json", (
        f"{method} {path} should answer its error as application/json, but it answered {response.mimetype}."
    )
    answer = response.json
    assert answer.get("status") == status, f"The JSON should have the status {status}, but it is {answer}."
    assert answer.get("message"), f"The JSON should have a message, but it is {answer}."
    if message:
        assert answer["message"] == message, f"The message should be “{message}”, but it is “{answer['message']}”."


def test_allow(client):
    """A 405 still names the methods that are allowed."""
    response = client.delete("/seeds/pea")
    assert response.allow == {"GET", "HEAD", "OPTIONS"}, (
        "A 405 has to name the allowed methods in its header Allow: here GET, HEAD and OPTIONS, "
        f"but they are {', '.join(response.allow) or 'missing'}."
    )


def test_mistake_in_the_program(client):
    """A mistake in the program is a 500 in JSON, too."""
    response = client.post("/seeds/pea/orders", json={"number": 3})
    assert response.status_code == 500, f"The view fails: that should answer 500, but it answered {response.status}."
    assert response.is_json and response.json.get("status") == 500, (
        f"A 500 should be JSON with the status 500 as well, but the answer is {response.mimetype}."
    )
