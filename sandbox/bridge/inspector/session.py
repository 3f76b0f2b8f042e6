"""The session's cookie as it came and as it went, and how it is signed.

The session object itself is never touched: reading it makes Flask send `Vary: Cookie`. The cookies tell the same.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, SignatureExpired

Plain = dict[str, Any]


def session_of(app: Flask, request: Request, headers: list[list[str]]) -> Plain:
    """`before` and `after` are values of the cookie: null where there is none, empty where it was deleted."""
    interface = app.session_interface
    name = interface.get_cookie_name(app)
    before = request.cookies.get(name)
    described: Plain = {
        "cookie": name,
        "before": before,
        "after": _set(headers, name),
        "key": bool(app.secret_key),
        "signed": isinstance(interface, SecureCookieSessionInterface),
        "interface": type(interface).__name__,
    }
    if isinstance(interface, SecureCookieSessionInterface):
        digest = getattr(interface.digest_method(), "name", "")
        described |= {"salt": interface.salt, "digest": digest, "valid": _validity(app, interface, before)}
    return described


def _set(headers: list[list[str]], name: str) -> str | None:
    for field, value in headers:
        if field.lower() == "set-cookie" and value.startswith(f"{name}="):
            return value.partition(";")[0].partition("=")[2]
    return None


def _validity(app: Flask, interface: SecureCookieSessionInterface, cookie: str | None) -> str | None:
    """`good`, `expired` or `bad`; None where there is nothing to compare."""
    serializer = interface.get_signing_serializer(app)
    if not cookie or serializer is None:
        return None
    try:
        serializer.loads(cookie, max_age=int(app.permanent_session_lifetime.total_seconds()))
    except SignatureExpired:
        return "expired"
    except BadSignature:
        return "bad"
    return "good"
