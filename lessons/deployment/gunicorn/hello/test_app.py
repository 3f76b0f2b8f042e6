import os
import runpy

import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_hello(client):
    """The page answers."""
    text = client.get("/").text
    assert text == "Hello from a worker.\n", f"The page should say hello, but it says: {text}"


def test_worker(client):
    """A worker tells which process it is."""
    pid = client.get("/worker").json["pid"]
    assert pid == os.getpid(), f"The process is {os.getpid()}, but the worker says {pid}."


def test_wsgi():
    """The file for the server offers the same app."""
    import wsgi

    assert wsgi.app is app, "wsgi.py should offer the app of app.py."


def test_settings(monkeypatch):
    """The settings name the app, and the address can be chosen from outside."""
    monkeypatch.setenv("BIND", "0.0.0.0:80")
    settings = runpy.run_path("gunicorn.conf.py")
    assert settings["wsgi_app"] == "wsgi:app", f"wsgi_app should be wsgi:app, but it is {settings['wsgi_app']}."
    assert settings["bind"] == "0.0.0.0:80", f"bind should come from BIND, but it is {settings['bind']}."
    assert settings["workers"] == 2, f"There should be two workers, but there are {settings['workers']}."
