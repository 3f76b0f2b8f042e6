"""An app with a database of its own for every test: two members, and one entry of Nora's."""

import pytest
from werkzeug.security import generate_password_hash

from journal import create_app
from journal.database import get_db, init_db

PASSWORDS = {"Nora": "salt", "Emil": "pepper"}


@pytest.fixture
def app(tmp_path):
    app = create_app({"TESTING": True, "DATABASE": str(tmp_path / "test.sqlite")})
    with app.app_context():
        init_db()
        with get_db() as db:
            for name, password in PASSWORDS.items():
                # One round is unsafe, and fast.
                values = (name, generate_password_hash(password, "pbkdf2:sha256:1"))
                db.execute("INSERT INTO member (name, password_hash) VALUES (?, ?)", values)
            db.execute("INSERT INTO entry (author_id, headline, story) VALUES (1, 'First snow', 'Two lines\nof text')")
    return app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def runner(app):
    return app.test_cli_runner()


@pytest.fixture
def sign_in(client):
    def sign_in_(name):
        form = {"name": name, "password": PASSWORDS[name]}
        response = client.post("/auth/login", data=form)
        assert response.status_code == 302
        return client

    return sign_in_
