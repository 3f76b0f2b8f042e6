"""`hashlib.scrypt` and `hashlib.pbkdf2_hmac` where Python was built without OpenSSL's, as Pyodide is.

Werkzeug hashes passwords with them. The algorithms are handed in; arguments are checked here as CPython and OpenSSL
check them, because a wrong one must not look right only in the browser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from operator import index
from typing import Any

Scrypt = Callable[[bytes, bytes, int, int, int, int], Any]
Pbkdf2 = Callable[[str, bytes, bytes, int, int], Any]
#: The hashes that the `pbkdf2` handed in has to know.
PBKDF2_HASHES = ("sha1", "sha256", "sha384", "sha512")
INT_MAX = 2**31 - 1
#: OpenSSL's limit where none is given, in bytes.
SCRYPT_MEMORY = 32 * 1024**2


def install(scrypt: Scrypt, pbkdf2: Pbkdf2, force: bool = False) -> None:
    """Supplies what `hashlib` lacks, or both with `force`.

    `scrypt(password, salt, n, r, p, dklen)` and `pbkdf2(hash_name, password, salt, iterations, dklen)` return bytes.
    """

    def supplied_scrypt(
        password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int = 0, dklen: int = 64
    ) -> bytes:
        check_scrypt(n, r, p, maxmem, dklen)
        return bytes(scrypt(_bytes(password), _bytes(salt), n, r, p, dklen))

    def supplied_pbkdf2(
        hash_name: str, password: bytes, salt: bytes, iterations: int, dklen: int | None = None
    ) -> bytes:
        digest = hashlib.new(hash_name)  # raises ValueError for an unknown name
        size = digest.digest_size if dklen is None else dklen
        check_pbkdf2(digest.name, iterations, size)
        return bytes(pbkdf2(digest.name, _bytes(password), _bytes(salt), iterations, size))

    for name, function in (("scrypt", supplied_scrypt), ("pbkdf2_hmac", supplied_pbkdf2)):
        if force or not hasattr(hashlib, name):
            function.__name__ = function.__qualname__ = name
            setattr(hashlib, name, function)


def check_scrypt(n: int, r: int, p: int, maxmem: int, dklen: int) -> None:
    """Raises the `TypeError` or `ValueError` of CPython."""
    for name, value in (("n", n), ("r", r), ("p", p)):
        if index(value) < 0:
            raise TypeError(f"{name} is required and must be an unsigned int")
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if not 0 <= index(maxmem) <= INT_MAX:
        raise ValueError(f"maxmem must be positive and smaller than {INT_MAX}")
    if not 1 <= index(dklen) <= INT_MAX:
        raise ValueError(f"dklen must be greater than 0 and smaller than {INT_MAX}")
    if not r or not p or n >= 2 ** (16 * min(r, 4)) or 128 * r * (n + p + 2) > (maxmem or SCRYPT_MEMORY):
        raise ValueError("Invalid parameter combination for n, r, p, maxmem.")


def check_pbkdf2(hash_name: str, iterations: int, dklen: int) -> None:
    """Raises the `TypeError`, `ValueError` or `OverflowError` of CPython."""
    if hash_name not in PBKDF2_HASHES:
        raise ValueError(f"unsupported hash type {hash_name}, expected one of: {', '.join(PBKDF2_HASHES)}")
    for name, value in (("iteration value", iterations), ("key length", dklen)):
        if index(value) < 1:
            raise ValueError(f"{name} must be greater than 0.")
        if value > INT_MAX:
            raise OverflowError(f"{name} is too great.")


def _bytes(data: Any) -> bytes:
    # bytes() itself would take an int for a length.
    return bytes(memoryview(data))
