"""What stands in for OpenSSL's functions gives the same results and refuses the same mistakes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.security import check_password_hash, generate_password_hash

from sandbox.bridge import hashes

SCRYPT, PBKDF2 = hashlib.scrypt, hashlib.pbkdf2_hmac


def algorithms() -> tuple[hashes.Scrypt, hashes.Pbkdf2]:
    """The native ones, in the shape in which the browser hands its own in."""

    def scrypt(password: bytes, salt: bytes, n: int, r: int, p: int, dklen: int) -> memoryview:
        return memoryview(SCRYPT(password, salt=salt, n=n, r=r, p=p, dklen=dklen, maxmem=2**30))

    return scrypt, lambda *arguments: memoryview(PBKDF2(*arguments))


@pytest.fixture
def supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(hashlib, "scrypt")
    monkeypatch.delattr(hashlib, "pbkdf2_hmac")
    hashes.install(*algorithms())


def test_what_is_there_stays() -> None:
    hashes.install(*algorithms())
    assert (hashlib.scrypt, hashlib.pbkdf2_hmac) == (SCRYPT, PBKDF2)


def test_force_replaces_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", SCRYPT)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", PBKDF2)
    hashes.install(*algorithms(), force=True)
    assert hashlib.scrypt is not SCRYPT and hashlib.pbkdf2_hmac is not PBKDF2


@pytest.mark.usefixtures("supplied")
@pytest.mark.parametrize(
    "method", ["scrypt", "scrypt:1024:8:2", "pbkdf2:sha256:1000", "pbkdf2:sha1:10", "pbkdf2:sha512:10"]
)
def test_werkzeug_hashes_and_checks_passwords(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = generate_password_hash("correct horse", method)
    assert check_password_hash(stored, "correct horse")
    assert not check_password_hash(stored, "wrong")
    monkeypatch.undo()
    assert check_password_hash(stored, "correct horse")  # natively too


def scrypt(password: Any = b"p", **changed: Any) -> Callable[[], Any]:
    arguments = {"salt": b"s", "n": 16, "r": 8, "p": 1, **changed}
    return lambda: hashlib.scrypt(password, **arguments)


def pbkdf2(*arguments: Any, **named: Any) -> Callable[[], Any]:
    return lambda: hashlib.pbkdf2_hmac(*arguments, **named)


CALLS = {
    "scrypt": scrypt(),
    "scrypt, empty": scrypt(b"", salt=b""),
    "scrypt, other kinds of bytes": scrypt(bytearray(b"p"), salt=memoryview(b"s"), dklen=20),
    "scrypt, text": scrypt("p"),
    "scrypt, a number": scrypt(5),
    "scrypt, salt of text": scrypt(salt="s"),
    "scrypt, n is no power": scrypt(n=15),
    "scrypt, n is 1": scrypt(n=1),
    "scrypt, n is negative": scrypt(n=-2),
    "scrypt, n is no integer": scrypt(n=2.0),
    "scrypt, n too large for r": scrypt(n=65536, r=1),
    "scrypt, n just small enough for r": scrypt(n=32768, r=1),
    "scrypt, r is 0": scrypt(r=0),
    "scrypt, r is negative": scrypt(r=-1),
    "scrypt, p is 0": scrypt(p=0),
    "scrypt, as much memory as allowed": scrypt(n=16384, r=8, p=1),
    "scrypt, more memory than allowed": scrypt(n=32768, r=8, p=1),
    "scrypt, exactly maxmem": scrypt(maxmem=128 * 8 * (16 + 1 + 2)),
    "scrypt, one byte over maxmem": scrypt(maxmem=128 * 8 * (16 + 1 + 2) - 1),
    "scrypt, maxmem is negative": scrypt(maxmem=-1),
    "scrypt, maxmem too large": scrypt(maxmem=2**31),
    "scrypt, no key": scrypt(dklen=0),
    "scrypt, key too long": scrypt(dklen=2**31),
    "pbkdf2": pbkdf2("sha256", b"p", b"s", 10),
    "pbkdf2 by name": pbkdf2(hash_name="sha1", password=b"p", salt=b"s", iterations=2, dklen=7),
    "pbkdf2, other kinds of bytes": pbkdf2("sha384", bytearray(b"p"), memoryview(b"s"), 1, None),
    "pbkdf2, upper case": pbkdf2("SHA512", b"p", b"s", 3, 100),
    "pbkdf2, text": pbkdf2("sha256", "p", b"s", 1),
    "pbkdf2, salt of text": pbkdf2("sha256", b"p", "s", 1),
    "pbkdf2, unknown hash": pbkdf2("sha257", b"p", b"s", 1),
    "pbkdf2, no iteration": pbkdf2("sha256", b"p", b"s", 0),
    "pbkdf2, too many iterations": pbkdf2("sha256", b"p", b"s", 2**31),
    "pbkdf2, half an iteration": pbkdf2("sha256", b"p", b"s", 1.5),
    "pbkdf2, no key": pbkdf2("sha256", b"p", b"s", 1, 0),
    "pbkdf2, key too long": pbkdf2("sha256", b"p", b"s", 1, 2**31),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_result_or_kind_of_error_is_the_native_one(call: Callable[[], Any], request: pytest.FixtureRequest) -> None:
    natively = outcome(call)
    request.getfixturevalue("supplied")
    assert outcome(call) == natively


def outcome(call: Callable[[], Any]) -> object:
    try:
        return call()
    except (TypeError, ValueError, OverflowError) as error:
        # OpenSSL's words differ from version to version, and a kind of ValueError may be one of its own.
        return next(kind for kind in (TypeError, ValueError, OverflowError) if isinstance(error, kind))


@pytest.mark.usefixtures("supplied")
def test_a_hash_that_is_not_supplied_is_named() -> None:
    with pytest.raises(ValueError, match="unsupported hash type md5, expected one of: sha1, sha256, sha384, sha512"):
        hashlib.pbkdf2_hmac("md5", b"p", b"s", 1)
