import hashlib
from io import BytesIO

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_form(client):
    """The form sends files."""
    html = client.get("/").text
    assert 'enctype="multipart/form-data"' in html, f"Without this encoding no file is sent, but the page is: {html}"


@pytest.mark.parametrize(
    "content", [b"Water the plants.", bytes(range(256)) * 1000, b""], ids=["text", "bytes", "empty"]
)
def test_report(client, content):
    """Name, size and SHA-256 of the file are reported."""
    html = client.post("/", data={"file": (BytesIO(content), "note.txt")}).text
    for wanted in ("note.txt", f"{len(content)} bytes", hashlib.sha256(content).hexdigest()):
        assert wanted in html, f"The page should report “{wanted}”, but it is: {html}"


@pytest.mark.parametrize("data", [{}, {"file": (BytesIO(), "")}], ids=["no-field", "no-file"])
def test_no_file(client, data):
    """A form without a file comes back with an error."""
    response = client.post("/", data=data, content_type="multipart/form-data")
    assert response.status_code == 422, f"A form without a file should answer 422, but it answered {response.status}."
    assert "choose a file" in response.text, f"The page should ask for a file, but it is: {response.text}"


def test_markup_in_a_name(client):
    """Markup in the file's name is shown as text."""
    html = client.post("/", data={"file": (BytesIO(b"x"), "<b>.txt")}).text
    assert "&lt;b&gt;.txt" in html, f"The name <b>.txt should be escaped, but the page is: {html}"


def test_too_large(client):
    """A request that announces more than 5 MiB answers 413."""
    announced = {"CONTENT_LENGTH": str(5 * 1024 * 1024 + 1)}
    response = client.post("/", content_type="multipart/form-data; boundary=x", environ_overrides=announced)
    assert response.status_code == 413, f"More than 5 MiB should answer 413, but it answered {response.status}."
