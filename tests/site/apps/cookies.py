"""Cookies with every attribute that there is, and a page whose script reads, sets and deletes them."""

from datetime import UTC, datetime, timedelta

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue

app = Flask(__name__)
#: `Set-Cookie` as it stands. From `past` on browsers store nothing.
FIELDS = [
    "plain=1",
    "deep=2; Path=/deep",
    "folder=3; Path=/deep/",
    "domain=4; Domain=localhost",
    "shut=5; HttpOnly",
    "secure=6; Secure",
    "lax=7; SameSite=Lax",
    "strict=8; SameSite=Strict; HttpOnly",
    "none=9; SameSite=None; Secure",
    "both=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=600",
    "odd=a b=c,d; unknown=1; Max-Age=soon",
    'quoted="x y"',
    "accent=th\u00c3\u00a9",  # UTF-8, an octet a character as WSGI has it
    "valueless",
    "twice=first",
    "twice=second",
    "__Secure-id=11; Secure; Path=/",
    "__Host-id=12; Secure; Path=/",
    "past=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "ended=0; Max-Age=0; Expires=Fri, 31 Dec 2100 00:00:00 GMT",
    "abroad=0; Domain=example.com",
    "below=0; Domain=app.localhost",
    "cross=0; SameSite=None",
    "apart=0; Partitioned",
    "__Secure-bare=0",
    "__Host-deep=0; Secure; Path=/deep",
    "__Host-wide=0; Secure; Path=/; Domain=localhost",
    "=",
]
#: After each assignment the script reads what there is. Of the last one only the jar can tell that it is refused.
SCRIPTED = [
    "made=by the script; Max-Age=60",
    "made=again",
    "elsewhere=0; Path=/elsewhere",
    "below=here; Path=/deep",
    "hidden=0; HttpOnly",
    "cross=0; SameSite=None",
    "abroad=0; Domain=example.com",
    "near=0; Domain=; Path=",
    "drink=th\u00e9; Expires=Fri, 31 Dec 2100 00:00:00 GMT",
    "plain=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "deep=; Max-Age=0",
    "made=; Max-Age=-1",
    "drink=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=600",
    "here = 1 ; path=/; DOMAIN=.localhost; SameSite=none; secure",
    "hour=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
    "shut=opened",
]


@app.get("/")
@app.get("/deep/page")
def page() -> ResponseReturnValue:
    return """<!doctype html><title>Cookies</title><pre></pre>
<script>document.querySelector("pre").textContent = document.cookie</script>"""


@app.get("/set")
def set_all() -> ResponseReturnValue:
    response = make_response("set")
    for field in FIELDS:
        response.headers.add("Set-Cookie", field)
    soon = datetime.now(UTC) + timedelta(hours=1)
    response.set_cookie("flask", "13", expires=soon, httponly=True, samesite="Strict", path="/deep")
    response.set_cookie("hour", "14", max_age=timedelta(hours=1), secure=True)
    return response


@app.get("/delete")
def delete() -> ResponseReturnValue:
    response = make_response("deleted")
    response.delete_cookie("lax")
    response.delete_cookie("folder")  # without its path: another cookie, so nothing happens
    response.delete_cookie("deep", path="/deep")
    response.delete_cookie("domain", domain="localhost")
    return response


@app.get("/seen")
@app.get("/deep/seen")
def seen() -> ResponseReturnValue:
    return Response(request.headers.get("Cookie", ""), mimetype="text/plain")
