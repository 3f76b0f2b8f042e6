"""A JSON API of notes, and a page whose module calls it with fetch and XMLHttpRequest."""

import time
from collections.abc import Iterator

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue

app = Flask(__name__)
notes: list[str] = []


@app.get("/")
def home() -> ResponseReturnValue:
    return """<!doctype html><title>Notes</title>
<script type="importmap">{"imports": {"api": "/static/api.js"}}</script>
<form><label>Note <input name="text"></label><button>Add</button></form><ul></ul><pre id="out"></pre>
<script type="module">
  import { add, list, remove } from "api";
  const draw = async () => {
    document.querySelector("ul").replaceChildren(...(await list()).map((text, index) => {
      const item = document.createElement("li");
      item.textContent = text;
      item.onclick = async () => { await remove(index); await draw(); };
      return item;
    }));
  };
  document.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    await add(new FormData(event.target).get("text"));
    await draw();
  };
  await draw();
  document.getElementById("out").textContent = "ready";
</script>"""


@app.get("/static/api.js")
def api() -> ResponseReturnValue:
    return Response(
        """import { ask } from "./http.js";
export const list = () => ask("GET", "/notes");
export const add = (text) => ask("POST", "/notes", { text });
export const remove = (index) => fetch(`/notes/${index}`, { method: "DELETE" });
""",
        mimetype="text/javascript",
    )


@app.get("/static/http.js")
def http() -> ResponseReturnValue:
    return Response(
        """export const ask = (method, url, json) => new Promise((resolve, reject) => {
  const xhr = new XMLHttpRequest();
  xhr.open(method, url);
  xhr.responseType = "json";
  xhr.setRequestHeader("Content-Type", "application/json");
  xhr.onload = () => xhr.status < 400 ? resolve(xhr.response) : reject(new Error(xhr.statusText));
  xhr.onerror = reject;
  xhr.send(json && JSON.stringify(json));
});
""",
        mimetype="text/javascript",
    )


@app.get("/notes")
def list_notes() -> ResponseReturnValue:
    return jsonify(notes)


@app.post("/notes")
def add_note() -> ResponseReturnValue:
    notes.append(request.get_json()["text"])
    return jsonify(notes), 201


@app.delete("/notes/<int:index>")
def remove_note(index: int) -> ResponseReturnValue:
    del notes[index]
    return "", 204


@app.get("/slowly")
def slowly() -> ResponseReturnValue:
    def parts() -> Iterator[str]:
        for part in "abc":
            yield part
            time.sleep(0.05)

    return Response(parts(), mimetype="text/plain")


@app.get("/status/<int:status>")
def answer(status: int) -> ResponseReturnValue:
    return "", status
