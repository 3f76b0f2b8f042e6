import pytest

import app as library


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(library, "HOLDS", dict(library.HOLDS))
    return library.app.test_client()


def test_form_deletes(client):
    """The form's POST arrives as a DELETE."""
    response = client.post("/holds/2?_method=DELETE")
    assert response.status_code == 303, f"It should be redirected with 303, but it answered {response.status}."
    assert "Moby-Dick" not in client.get("/").text, "The hold on Moby-Dick should be gone, but it is still listed."


def test_real_delete(client):
    """A program's DELETE works as well."""
    client.delete("/holds/1")
    assert "Momo" not in client.get("/").text, "The hold on Momo should be gone, but it is still listed."


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_link_deletes_nothing(client, method):
    """A GET stays a GET."""
    status = client.open("/holds/3?_method=DELETE", method=method).status
    assert status == "405 METHOD NOT ALLOWED", f"{method} should answer 405, but it answered {status}."
    assert "Emma" in client.get("/").text, f"A {method} should change nothing, but the hold on Emma is gone."


@pytest.mark.parametrize("wanted", ["", "GET", "TRACE", "nonsense"])
def test_other_words(client, wanted):
    """A POST becomes PUT, PATCH or DELETE, and nothing else."""
    status = client.post(f"/holds/3?_method={wanted}").status
    assert status == "405 METHOD NOT ALLOWED", f"_method={wanted} should stay a POST, which has no view, not {status}."
