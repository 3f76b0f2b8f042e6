"""What stands in for OpenSSL's password hashing in the shipped interpreter gives the native results."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from werkzeug.security import check_password_hash

from tests.shipped.conftest import execute

pytestmark = pytest.mark.shipped
PASSWORD, SALT = "correct horse, größer", b"salt \x00\xff"
APP = f"""
import hashlib
from flask import Flask
from werkzeug.security import generate_password_hash
app = Flask(__name__)
password, salt = {PASSWORD!r}.encode(), {SALT!r}

@app.get("/")
def hashes():
    return {{
        "scrypt": hashlib.scrypt(password, salt=salt, n=1024, r=8, p=2, dklen=48).hex(),
        **{{name: hashlib.pbkdf2_hmac(name, password, salt, 1000).hex() for name in ("sha1", "sha256", "sha512")}},
        "stored": generate_password_hash({PASSWORD!r}),
    }}
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    request = {"method": "GET", "url": "http://localhost:5000/", "headers": [["Host", "localhost:5000"]], "body": ""}
    job = {"id": "hashes", "files": {"app.py": APP}, "assets": {}, "run": "flask run", "requests": [request]}
    folder: Path = tmp_path_factory.mktemp("hashes")
    outcome = execute([job], folder)["hashes"]
    assert outcome["problem"] is None, outcome["problem"]
    answer: dict[str, str] = json.loads(base64.b64decode(outcome["responses"][0]["body"]))
    return answer


def test_scrypt(shipped: dict[str, str]) -> None:
    native = hashlib.scrypt(PASSWORD.encode(), salt=SALT, n=1024, r=8, p=2, dklen=48)
    assert shipped["scrypt"] == native.hex()


@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512"])
def test_pbkdf2(shipped: dict[str, str], name: str) -> None:
    assert shipped[name] == hashlib.pbkdf2_hmac(name, PASSWORD.encode(), SALT, 1000).hex()


def test_a_password_that_was_hashed_in_the_browser_is_checked_natively(shipped: dict[str, str]) -> None:
    assert check_password_hash(shipped["stored"], PASSWORD)
    assert not check_password_hash(shipped["stored"], "wrong")
