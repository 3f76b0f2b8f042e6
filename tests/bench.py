"""Measures the start against a bare `loadPyodide()`, interleaved in one run, and prints medians and ratios.

`python3 dev.py bench [rounds]`. Times on a shared machine drift, so only the ratios of one run mean something;
no test asserts any of them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.site.server import serve

ROOT = Path(__file__).parents[1]
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("1 + 1"));
"""
BARE = """async () => {
  const started = performance.now();
  const worker = new Worker("bare.js", { type: "module" });
  await new Promise((resolve) => worker.onmessage = resolve);
  worker.terminate();
  return performance.now() - started;
}"""
RUN = """async () => {
  const element = document.querySelector("flask-playground");
  const started = performance.now();
  await element.run();
  return performance.now() - started;
}"""
REQUEST = """async () => {
  const element = document.querySelector("flask-playground");
  const times = [];
  for (let i = 0; i < 50; i++) {
    const started = performance.now();
    await (await element.fetch("/")).text();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[25];
}"""


def visit(browser: Browser, address: str, script: str, more: str = "") -> tuple[float, float, float]:
    """First visit, second visit with a warm cache, and what `more` measures, in ms, in a fresh profile."""
    context = browser.new_context()
    times = []
    page: Page | None = None
    for _ in range(2):
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        times.append(page.evaluate(script))
    extra = page.evaluate(more) if more and page else 0.0
    context.close()
    return times[0], times[1], extra


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        bare = Path(temporary)
        for name in PYODIDE:
            shutil.copy(ROOT / "node_modules" / "pyodide" / name, bare)
        (bare / "bare.js").write_text(WORKER)
        (bare / "index.html").write_text("<!doctype html><title>bare</title>")
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ.get("FLASKROOM_CHROMIUM"), args=arguments)
        figures: dict[str, list[float]] = defaultdict(list)
        with serve(bare) as bare_address, serve(ROOT / "site") as site_address:
            for _ in range(rounds):
                first, second, _ = visit(browser, bare_address, BARE)
                figures["bare loadPyodide(), first visit"].append(first)
                figures["bare loadPyodide(), warm cache"].append(second)
                first, second, request = visit(browser, site_address, RUN, REQUEST)
                figures["Run to first response drawn, first visit"].append(first)
                figures["Run to first response drawn, warm cache"].append(second)
                figures["request to response"].append(request)
        browser.close()
    report(figures)


def report(figures: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(times) for name, times in figures.items()}
    units = {kind: medians[f"bare loadPyodide(), {kind}"] for kind in ("first visit", "warm cache")}
    for name, median in medians.items():
        unit = units.get(name.rsplit(", ", 1)[-1])
        ratio = f"  {median / unit:5.2f} ×" if unit else ""
        print(f"{name:45} {median:8.1f} ms{ratio}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
