"""`hashlib.scrypt` and `hashlib.pbkdf2_hmac` where Python was built without OpenSSL's, as Pyodide is.

Werkzeug hashes passwords with them. The algorithms are handed in; arguments are checked as CPython checks them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

Scrypt = Callable[[bytes, bytes, int, int, int, int], Any]
Pbkdf2 = Callable[[str, bytes, bytes, int, int], Any]


def install(scrypt: Scrypt, pbkdf2: Pbkdf2, force: bool = False) -> None:
    """Supplies what `hashlib` lacks, or both with `force`.

    `scrypt(password, salt, n, r, p, dklen)` and `pbkdf2(hash_name, password, salt, iterations, dklen)` return bytes.
    """

    def supplied_scrypt(
        password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int = 0, dklen: int = 64
    ) -> bytes:
        if n < 2 or n & (n - 1):
            raise ValueError("n must be a power of 2.")
        if dklen < 1:
            raise ValueError("dklen must be greater than 0 and smaller than 2147483647")
        # OpenSSL's own limit where none is given is 32 MiB.
        if 128 * r * (n + p + 2) > (maxmem or 32 * 1024**2):
            raise ValueError("Invalid parameter combination for n, r, p, maxmem.")
        return bytes(scrypt(bytes(password), bytes(salt), n, r, p, dklen))

    def supplied_pbkdf2(
        hash_name: str, password: bytes, salt: bytes, iterations: int, dklen: int | None = None
    ) -> bytes:
        size = hashlib.new(hash_name).digest_size  # raises ValueError for an unknown name
        if iterations < 1:
            raise ValueError("iteration value must be greater than 0.")
        if dklen is not None and dklen < 1:
            raise ValueError("key length must be greater than 0.")
        return bytes(pbkdf2(hash_name.lower(), bytes(password), bytes(salt), iterations, dklen or size))

    if force or not hasattr(hashlib, "scrypt"):
        hashlib.scrypt = supplied_scrypt  # type: ignore[assignment]
    if force or not hasattr(hashlib, "pbkdf2_hmac"):
        hashlib.pbkdf2_hmac = supplied_pbkdf2  # type: ignore[assignment]
