"""The three that are compared: a bare `loadPyodide()`, the recipe of Pyodide's documentation, and a playground.

Each is a static host and a script; the script presses Run, as it were, and resolves to the ms until there is a result.
The first two work in a module worker, as the playground does, so that no page is blocked.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sandbox.bundle.wheels import download
from tests.bench.server import StaticHost

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".build" / "bench"
LOCK = ROOT / "requirements" / "packages.txt"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FLASK = ("flask", "werkzeug", "jinja2", "itsdangerous", "click", "blinker", "markupsafe")

BARE, RECIPE, SITE = "bare loadPyodide()", "documented recipe", "playground"

PAGE = '<!doctype html><link rel="icon" href="data:,"><title>worker</title>'
BARE_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("'hello'"));
"""
RECIPE_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
const wheels = WHEELS.map((name) => new URL(name, import.meta.url).href);
await python.loadPackage(wheels, { checkIntegrity: false, messageCallback() {} });
postMessage(python.runPython(`
from flask import Flask
app = Flask("app")
@app.route("/")
def hello():
    return "hello"
app.test_client().get("/").text
`));
"""
START_WORKER = """async () => {
  const started = performance.now();
  const worker = new Worker("worker.js", { type: "module" });
  const result = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message ?? "The worker could not start."));
    setTimeout(() => reject(new Error("The worker was silent for two minutes.")), 120_000);
  });
  const taken = performance.now() - started;
  if (result !== "hello") throw new Error(`The worker answered ${result}.`);
  return taken;
}"""
#: `run()` resolves once the first response is drawn, and also when something else is.
RUN_PLAYGROUND = """async () => {
  const playground = document.querySelector("flask-playground");
  const started = performance.now();
  await playground.run();
  const taken = performance.now() - started;
  if (playground.dataset.state !== "running") {
    throw new Error(`The playground is ${playground.dataset.state}: ${playground.shadowRoot.textContent}`);
  }
  return taken;
}"""


class Contender(NamedTuple):
    name: str
    host: StaticHost
    script: str


def contenders(site: Path) -> tuple[Contender, ...]:
    """All three. Raises `subprocess.CalledProcessError` when the recipe's wheels cannot be downloaded."""
    wheels = flask_wheels()
    recipe = RECIPE_WORKER.replace("WHEELS", json.dumps([wheel.name for wheel in wheels]))
    return (
        Contender(BARE, _worker_host(BARE_WORKER), START_WORKER),
        Contender(RECIPE, _worker_host(recipe, wheels), START_WORKER),
        Contender(SITE, StaticHost(site), RUN_PLAYGROUND),
    )


def flask_wheels() -> list[Path]:
    """Flask and what it needs as pure wheels, of the versions that the site ships; downloaded once for each lock."""
    folder = CACHE / f"wheels-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
            download(LOCK, Path(temporary))
            shutil.copytree(temporary, folder)
    return sorted(wheel for wheel in folder.glob("*.whl") if wheel.name.split("-")[0].lower() in FLASK)


def _worker_host(worker: str, wheels: Sequence[Path] = ()) -> StaticHost:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for path in [*(ROOT / "node_modules" / "pyodide" / name for name in PYODIDE), *wheels]:
            shutil.copy(path, folder)
        (folder / "worker.js").write_text(worker, encoding="utf-8")
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        return StaticHost(folder)
