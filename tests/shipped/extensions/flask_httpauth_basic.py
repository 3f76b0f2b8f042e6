"""Flask-HTTPAuth: a page behind a password, another behind a token."""
# mypy: ignore-errors

from flask import Flask
from flask_httpauth import HTTPBasicAuth, HTTPTokenAuth
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
basic, token = HTTPBasicAuth(), HTTPTokenAuth()
users = {"ann": generate_password_hash("secret", "pbkdf2:sha256:1000")}


@basic.verify_password
def verify_password(name, password):
    return name if name in users and check_password_hash(users[name], password) else None


@token.verify_token
def verify_token(given):
    return "ann" if given == "t0ken" else None


@app.get("/")
def home():
    return "for everybody"


@app.get("/diary")
@basic.login_required
def diary():
    return f"Hello, {basic.current_user()}"


@app.get("/api")
@token.login_required
def api():
    return {"user": token.current_user()}


def test_passwords():
    client = app.test_client()
    refused = client.get("/diary")
    assert refused.status_code == 401 and refused.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert client.get("/diary", auth=("ann", "wrong")).status_code == 401
    assert client.get("/diary", auth=("ann", "secret")).text == "Hello, ann"
    assert client.get("/api").headers["WWW-Authenticate"].startswith("Bearer ")
    assert client.get("/api", headers={"Authorization": "Bearer t0ken"}).json == {"user": "ann"}
