"""What stands in for OpenSSL's functions takes the same arguments and refuses the same mistakes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from werkzeug.security import check_password_hash, generate_password_hash

from sandbox.bridge import hashes

NATIVE_SCRYPT, NATIVE_PBKDF2 = hashlib.scrypt, hashlib.pbkdf2_hmac


@pytest.fixture(autouse=True)
def supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", NATIVE_SCRYPT)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", NATIVE_PBKDF2)
    hashes.install(
        lambda password, salt, n, r, p, dklen: NATIVE_SCRYPT(
            password, salt=salt, n=n, r=r, p=p, dklen=dklen, maxmem=2**30
        ),
        lambda name, password, salt, iterations, dklen: NATIVE_PBKDF2(name, password, salt, iterations, dklen),
        force=True,
    )


def test_werkzeug_hashes_and_checks_passwords() -> None:
    for method in ("scrypt", "pbkdf2:sha256:1000"):
        stored = generate_password_hash("correct horse", method)
        assert check_password_hash(stored, "correct horse")
        assert not check_password_hash(stored, "wrong")


def test_results_are_the_native_ones() -> None:
    assert hashlib.scrypt(b"p", salt=b"s", n=16, r=8, p=1) == NATIVE_SCRYPT(b"p", salt=b"s", n=16, r=8, p=1)
    assert hashlib.pbkdf2_hmac("sha512", b"p", b"s", 10) == NATIVE_PBKDF2("sha512", b"p", b"s", 10)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: hashlib.scrypt(b"p", salt=b"s", n=15, r=8, p=1), "power of 2"),
        (lambda: hashlib.scrypt(b"p", salt=b"s", n=2**20, r=8, p=1), "parameter combination"),
        (lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 0), "iteration value"),
        (lambda: hashlib.pbkdf2_hmac("sha257", b"p", b"s", 1), "unsupported hash"),
        (lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1, 0), "key length"),
    ],
    ids=["n is no power of 2", "too much memory", "no iteration", "unknown hash", "empty key"],
)
def test_bad_arguments_are_refused_as_natively(call: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
