"""Pages whose scripts lead elsewhere in every way that a browser knows."""

from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

app = Flask(__name__)
loads: list[int] = []

WAYS = {
    "assign": "location.assign('/there?assign')",
    "href": "window.location.href = '/there?href'",
    "plain": "location = '/there?plain'",
    "document": "document.location = '/there?document'",
    "local": "(function (location) { location.x = 1 })({}); window['location'] = '/there?local'",
    "open": "window.open('/there?open')",
    "form": "document.forms[0].submit()",
    "jump": "document.querySelector('#jump').click()",
}


@app.get("/")
def home() -> ResponseReturnValue:
    buttons = "".join(f'<button onclick="{script}">{name}</button>' for name, script in WAYS.items())
    return f"""<!doctype html><title>Places</title><h1>Places</h1>{buttons}
<form action="/there"><input type="hidden" name="by" value="form"></form>
<form action="/wrong" method="post" target="_blank">
  <button name="pressed" value="1" formaction="/there" formmethod="get">formaction</button></form>
<dialog open><form method="dialog"><button>dialog</button></form></dialog>
<a href="#far">far</a> <a id="jump" href="/there?link" target="_blank">link</a>
<a href="javascript:void(document.title = location.pathname)">script link</a>
<button id="push">push</button> <button id="back">back</button> <output></output>
<p id="far" style="margin-top: 2000px">Far away</p>
<script src="/push.js"></script>"""


@app.get("/push.js")
def push() -> ResponseReturnValue:
    script = """
const out = document.querySelector("output");
addEventListener("popstate", ({ state }) => out.append(`pop ${JSON.stringify(state)} ${location.pathname};`));
addEventListener("hashchange", () => out.append(`hash ${location.hash};`));
document.getElementById("push").onclick = () => history.pushState({ at: 2 }, "", "/deep/state");
document.getElementById("back").onclick = () => history.back();
"""
    return Response(script, mimetype="text/javascript")


@app.get("/frames")
def frames() -> ResponseReturnValue:
    return '<iframe src="/there" title="Inner"></iframe>'


@app.get("/there")
def there() -> ResponseReturnValue:
    return f"<!doctype html><title>There</title>There: {request.query_string.decode()}, from {request.referrer}"


@app.get("/loop")
def loop() -> ResponseReturnValue:
    loads.append(1)
    return f"<p>load {len(loads)}</p><script>location.reload()</script>"


@app.get("/refresh")
def refresh() -> ResponseReturnValue:
    return "<meta http-equiv=refresh content='0; url=/there?refresh'>soon"


@app.get("/refresh-field")
def refresh_field() -> ResponseReturnValue:
    return Response("soon", headers={"Refresh": "0;url=/there?field"}, mimetype="text/html")


@app.get("/circle")
def circle() -> ResponseReturnValue:
    return redirect("/circle")


@app.get("/out")
def out() -> ResponseReturnValue:
    return redirect("https://example.com/")


@app.get("/empty")
def empty() -> ResponseReturnValue:
    return "", 404


@app.get("/nothing")
def nothing() -> ResponseReturnValue:
    return "", 204


@app.get("/latin")
def latin() -> ResponseReturnValue:
    return Response("caf\u00e9".encode("latin-1"), content_type="text/html; charset=iso-8859-1")


@app.get("/broken")
def broken() -> ResponseReturnValue:
    return Response(b"caf\xe9 <b>au lait</b>", content_type="text/html; charset=utf-8")


@app.get("/short")
def short() -> ResponseReturnValue:
    return Response(iter(["short"]), headers={"Content-Length": "100"})


@app.get("/json")
def as_json() -> ResponseReturnValue:
    return jsonify(b=1, a=[1, 2])


@app.get("/binary")
def binary() -> ResponseReturnValue:
    return Response(b"\0\1", mimetype="application/pdf")


@app.get("/policy")
def policy() -> ResponseReturnValue:
    page = """<!doctype html><style nonce=n>p { color: rgb(1, 2, 3) }</style><p>page</p>
<script>document.querySelector("p").append(" inline ran")</script>
<script nonce=n>document.querySelector("p").append(" nonce ran")</script><script src="/policy.js"></script>"""
    fields = {"Content-Security-Policy": "default-src 'self' 'nonce-n'", "X-Frame-Options": "DENY"}
    return Response(page, headers=fields)


@app.get("/policy.js")
def policy_script() -> ResponseReturnValue:
    return Response('document.querySelector("p").append(" own ran")', mimetype="text/javascript")
