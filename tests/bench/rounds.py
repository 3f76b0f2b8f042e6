"""One round: every figure once, the contenders taking turns, so that a machine that grows slower does so for all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench import processes
from tests.bench.browser import await_spare, visit
from tests.bench.contenders import RECIPE, SITE, Contender
from tests.bench.figures import Figures, Kind
from tests.bench.server import Line

#: The slow line, bit/s and s; the slow processor, times. The names of their kinds say the same.
RATE, LATENCY, SLOWNESS = 10e6, 0.040, 4
#: ms until memory is looked at: the engine takes tens of MB for a moment, for what it compiles meanwhile.
REST = 2000
#: ms of each.
REQUESTS = """async () => {
  const playground = document.querySelector("flask-playground");
  const times = [];
  for (let i = 0; i < 200; i++) {
    const started = performance.now();
    await (await playground.fetch("/")).text();
    times.push(performance.now() - started);
  }
  return times;
}"""
#: Resolves when all of Python and its snapshot are kept on this device.
KEPT = """async () => {
  const kept = async () => {
    const list = await (await caches.match("offline.json"))?.json();
    const python = Object.entries(list?.files ?? {}).filter(([, { kind }]) => kind === "python");
    const found = await Promise.all(python.map(([address]) => caches.match(address)));
    return list && localStorage.getItem("flaskroom.snapshot") && found.every(Boolean);
  };
  for (const limit = performance.now() + 60_000; !await kept();) {
    if (performance.now() > limit) throw new Error("The page kept nothing for later visits within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}"""
EDIT = """() => { document.querySelector("flask-playground").files["app.py"] += "\\n"; }"""


def measure(playwright: Playwright, contenders: Sequence[Contender], figures: Figures) -> None:
    """One round of everything."""
    if not processes.AVAILABLE:
        figures.unmeasured |= dict.fromkeys((Kind.MEMORY, Kind.SLOW_PROCESSOR), "only Linux tells about processes")
    for contender in contenders:
        first_and_later(playwright, contender, figures)
    for contender in contenders:
        slow_line(playwright, contender, figures)
    for contender in contenders:
        if contender.name != RECIPE and processes.AVAILABLE:
            slow_processor(playwright, contender, figures)
    for contender in contenders:
        if contender.name == SITE:
            spare(playwright, contender, figures)


def first_and_later(playwright: Playwright, contender: Contender, figures: Figures) -> None:
    """A first visit with all that can be told in passing, and a third or fourth one; nothing is started ahead."""
    name, host, script = contender
    with fresh_profile() as profile:
        with visit(playwright, profile, host.address) as page:
            sent, memory = host.sent, processes.page_memory(profile)
            figures.add(Kind.FIRST, name, page.evaluate(script))
            figures.add(Kind.WIRE, name, (host.sent - sent) / 1e6)
            if processes.AVAILABLE:
                page.wait_for_timeout(REST)
                figures.add(Kind.MEMORY, name, processes.page_memory(profile) - memory)
            if name == SITE:
                figures.add(Kind.REQUEST, name, *page.evaluate(REQUESTS))
        if name == SITE:
            read(playwright, profile, host.address)
        with visit(playwright, profile, host.address) as page:
            page.evaluate(script)  # a browser keeps a script compiled once it has seen it a few times
        with visit(playwright, profile, host.address) as page:
            sent = host.sent
            figures.add(Kind.LATER, name, page.evaluate(script))
            figures.add(Kind.WIRE_LATER, name, (host.sent - sent) / 1e6)


def read(playwright: Playwright, profile: Path, address: str) -> None:
    """A visit without a Run: the page has the time that a reader takes, in which it keeps what later visits use."""
    with visit(playwright, profile, address, save_data=False) as page:
        page.evaluate(KEPT)


def slow_line(playwright: Playwright, contender: Contender, figures: Figures) -> None:
    name, host, script = contender
    with fresh_profile() as profile, visit(playwright, profile, host.address) as page:
        host.line = Line(RATE, LATENCY)
        try:
            figures.add(Kind.SLOW_LINE, name, page.evaluate(script))
        finally:
            host.line = None


def slow_processor(playwright: Playwright, contender: Contender, figures: Figures) -> None:
    name, host, script = contender
    with (
        fresh_profile() as profile,
        visit(playwright, profile, host.address) as page,
        processes.slowed(profile, SLOWNESS),
    ):
        figures.add(Kind.SLOW_PROCESSOR, name, page.evaluate(script))


def spare(playwright: Playwright, contender: Contender, figures: Figures) -> None:
    """A first Run that finds a spare interpreter waiting, and one after an edit, when the next spare waits."""
    name, host, script = contender
    kinds = (Kind.SPARE, Kind.RERUN)
    if all(kind in figures.unmeasured for kind in kinds):
        return  # another round would only wait again
    with fresh_profile() as profile, visit(playwright, profile, host.address, save_data=False) as page:
        for kind in kinds:
            why = await_spare(page)
            page.evaluate("globalThis.spare = null")
            taken = page.evaluate(script)
            if why:
                figures.unmeasured[kind] = why
            else:
                figures.add(kind, name, taken)
            page.evaluate(EDIT)


@contextmanager
def fresh_profile() -> Iterator[Path]:
    # Chromium's last helpers may still write while the folder is removed.
    with tempfile.TemporaryDirectory(prefix="flaskroom-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
