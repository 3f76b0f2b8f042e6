"""The app that the bridge and the real development server both serve; what each view shows differs between servers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, abort, make_response, redirect, render_template_string, request, send_file, session
from flask.typing import ResponseReturnValue

app = Flask(__name__)
app.secret_key = "not secret"


@app.get("/")
def home() -> ResponseReturnValue:
    return "Grüße"


@app.route("/environ", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def environ() -> ResponseReturnValue:
    own = ("wsgi.", "werkzeug.", "flask.", "REMOTE_PORT", "SERVER_PORT")
    return {key: str(value) for key, value in sorted(request.environ.items()) if not key.startswith(own)}


@app.get("/url")
def url() -> ResponseReturnValue:
    return {"url": request.url, "root": request.root_url, "args": request.args.to_dict(flat=False)}


@app.get("/say/<path:words>")
def say(words: str) -> ResponseReturnValue:
    return words


@app.get("/folder/")
def folder() -> ResponseReturnValue:
    return "in"


@app.post("/form")
def form() -> ResponseReturnValue:
    return {"form": request.form.to_dict(flat=False), "type": request.content_type, "data": request.get_data().decode()}


@app.post("/upload")
def upload() -> ResponseReturnValue:
    file = request.files["file"]
    return f"{file.filename} {file.content_type} {len(file.read())}"


@app.get("/cookies")
def cookies() -> ResponseReturnValue:
    response = make_response(dict(request.cookies))
    response.set_cookie("a", "1")
    response.set_cookie("b", "ü; 2", httponly=True, samesite="Lax")
    return response


@app.get("/count")
def count() -> ResponseReturnValue:
    session["count"] = session.get("count", 0) + 1
    return "counted"


@app.get("/there")
def there() -> ResponseReturnValue:
    return redirect("/")


@app.get("/stream")
def stream() -> ResponseReturnValue:
    return Response((f"{number}\n" for number in range(3)), mimetype="text/plain")


@app.get("/nothing")
def nothing() -> ResponseReturnValue:
    return "", 204


@app.get("/teapot")
def teapot() -> ResponseReturnValue:
    abort(418)


@app.get("/own-status")
def own_status() -> ResponseReturnValue:
    return Response("x", "299 Quite Fine", {"X-Latin": "Grüße", "Server": "mine"})


@app.get("/boom")
def boom() -> ResponseReturnValue:
    return str(1 / 0)


@app.get("/template")
def template() -> ResponseReturnValue:
    return render_template_string("{{ text }}", text="<b>")


@app.get("/file")
def file() -> ResponseReturnValue:
    return send_file(__file__, mimetype="text/x-python", last_modified=0, etag="parity")


def raw(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Plain WSGI below /raw: what a framework would keep from the server."""
    path = environ["PATH_INFO"]
    if not path.startswith("/raw/"):
        return framework(environ, start_response)
    if path == "/raw/before":
        raise ValueError("before the head")
    headers = [("Content-Type", "text/plain"), ("Content-Length", "4")]
    if path == "/raw/length":
        start_response("200 OK", headers)
        return [b"", b"ab", b"", b"cd"]
    if path == "/raw/write":
        start_response("200 OK", headers)(b"ab")
        return [b"cd"]
    if path == "/raw/empty":
        start_response("200 OK", [])
        return []
    if path == "/raw/reason":
        start_response("200", headers[:1])
        return [b"no reason"]
    if path == "/raw/after":
        start_response("200 OK", headers)
        raise ValueError("after the head, before it is sent")
    if path == "/raw/text":
        start_response("200 OK", headers[:1])
        return ["not bytes"]  # type: ignore[list-item]
    if path == "/raw/again":
        start_response("200 OK", headers)
        start_response("201 CREATED", headers)
    if path == "/raw/instead":
        start_response("200 OK", headers)
        try:
            raise ValueError
        except ValueError:
            start_response("502 BAD GATEWAY", headers[:1], sys.exc_info())
        return [b"instead"]
    return [b"no head"]


framework = app.wsgi_app
app.wsgi_app = raw  # type: ignore[method-assign]
