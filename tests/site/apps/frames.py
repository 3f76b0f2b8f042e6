"""Pages in frames of pages: links between them, messages, and those that refuse to be in one."""

import time
from collections.abc import Iterator

from flask import Flask, Response, make_response, redirect, request, session
from flask.typing import ResponseReturnValue

app = Flask(__name__)
app.secret_key = "dev"

INNER = """<!doctype html><title>Inner</title><link rel="stylesheet" href="/style.css">
<h1>Inner</h1><p>from {referrer}, session {session}</p>
<a href="/there?self">here</a> <a href="/there?parent" target="_parent">parent</a>
<a href="/there?top" target="_top">top</a> <a href="/there?side" target="side">side</a>
<a href="#end">end</a>
<form method="post" action="/form"><input name="name" aria-label="Name"><button>Send</button></form>
<output></output><p id="end">end</p>
<script>
const out = document.querySelector("output");
addEventListener("message", ({{ data, origin, source }}) => {{
  if (origin !== location.origin) return;
  source.postMessage(`heard ${{data}} in ${{location.pathname}}`, origin);
}});
parent.postMessage("hello", location.origin);
try {{ out.append(parent.document.title) }} catch (error) {{ out.append(error.name) }}
addEventListener("storage", ({{ key, newValue }}) => out.append(` ${{key}}=${{newValue}}`));
</script>"""


@app.get("/")
def home() -> ResponseReturnValue:
    session["seen"] = "outer"
    return """<!doctype html><title>Outer</title><h1>Outer</h1>
<iframe src="/inner" name="main" title="Main" onload="this.dataset.loads = (+this.dataset.loads || 0) + 1"></iframe>
<iframe src="/there?first" name="side" title="Side"></iframe>
<iframe srcdoc="<p>own markup <a href='/there?markup'>on</a>" title="Markup"></iframe>
<object data="/there?object" title="Object"></object>
<a href="/there?named" target="side">to the side</a>
<button id="ask">ask</button> <button id="add">add</button> <button id="move">move</button>
<button id="store">store</button> <output></output>
<script>
const out = document.querySelector("output");
const main = document.querySelector("iframe");
addEventListener("message", ({ data, origin, source }) => {
  if (source === main.contentWindow && origin === location.origin) out.append(`${data};`);
});
ask.onclick = () => main.contentWindow.postMessage("you", location.origin);
move.onclick = () => main.contentWindow.location = "/there?moved";
store.onclick = () => localStorage.colour = "green";
add.onclick = () => {
  const frame = document.createElement("iframe");
  frame.title = "Added";
  frame.src = "/there?added";
  frame.onload = () => out.append("added loaded;");
  document.body.append(frame);
  const box = document.createElement("div");
  box.innerHTML = '<iframe src="/there?text" title="Text"></iframe><iframe srcdoc="<p>own</p>" title="Own"></iframe>';
  document.body.append(box);
};
</script>"""


@app.get("/inner")
def inner() -> ResponseReturnValue:
    return INNER.format(referrer=request.referrer, session=session.get("seen"))


@app.get("/style.css")
def style() -> ResponseReturnValue:
    return Response("h1 { color: rgb(1, 2, 3) }", mimetype="text/css")


@app.route("/there")
def there() -> ResponseReturnValue:
    query = request.query_string.decode()
    return f"<!doctype html><title>There</title><p>There: {query}, from {request.referrer}</p>"


@app.post("/form")
def form() -> ResponseReturnValue:
    session["seen"] = request.form["name"]
    return redirect("/inner")


@app.get("/refuse/<way>")
def refuse(way: str) -> ResponseReturnValue:
    response = make_response("<p>secret</p>")
    if way == "deny":
        response.headers["X-Frame-Options"] = "DENY"
    elif way == "same":
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return response


@app.get("/refused")
def refused() -> ResponseReturnValue:
    frames = [f'<iframe src="/refuse/{way}" title="{way}"></iframe>' for way in ("deny", "same", "policy")]
    return "".join(frames) + '<iframe src="https://example.com/" title="other"></iframe>'


@app.get("/deep/<int:level>")
def deep(level: int) -> ResponseReturnValue:
    return f'<!doctype html><p>level {level}</p><iframe src="/deep/{level + 1}" title="deeper"></iframe>'


@app.get("/closed")
def closed() -> ResponseReturnValue:
    page = '<iframe src="/there" title="closed"></iframe>'
    return Response(page, headers={"Content-Security-Policy": "frame-src 'none'"})


@app.get("/slow")
def slow() -> ResponseReturnValue:
    return '<iframe src="/stream" title="Stream"></iframe>'


@app.get("/stream")
def stream() -> ResponseReturnValue:
    def page() -> Iterator[str]:
        yield "<!doctype html><p>one</p>"
        time.sleep(0.4)
        yield "<object data='/there?object' title='Inside'></object><p>two</p><a href='/there?streamed'>on</a>"

    return Response(page())


@app.get("/again")
def again() -> ResponseReturnValue:
    return '<iframe src="/loop" title="Loop"></iframe>'


@app.get("/loop")
def loop() -> ResponseReturnValue:
    return "<script>location.reload()</script>"
