"""`python -m tests.bench [rounds]`, `… site [lessons]` or `… grade`; `python3 dev.py bench` builds first.

Being over budget is a finding, not a failure: the exit code is 0 whenever everything could be measured.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from contextlib import ExitStack

from playwright.sync_api import Error, sync_playwright

from tests.bench import grading, page_weight, report, sites
from tests.bench.browser import version
from tests.bench.contenders import ROOT, SITE, contenders
from tests.bench.figures import Figures, Kind
from tests.bench.rounds import measure

USAGE = """\
usage: python3 dev.py bench [ROUNDS]
       python3 dev.py bench site [LESSONS]
       python3 dev.py bench grade [--submissions N]"""
RESULT = ROOT / "benchmarks.json"


def starts(rounds: int) -> None:
    """Measures the start of a playground and writes `benchmarks.json`."""
    site = ROOT / "site"
    figures = Figures()
    figures.add(Kind.WEIGHT, SITE, page_weight.heaviest(site))
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        environment = {
            "chromium": version(playwright),
            "system": platform.platform(),
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "rounds": rounds,
        }
        entrants = contenders(site)
        for contender in entrants:
            stack.enter_context(contender.host.serve())
        for number in range(1, rounds + 1):
            started = time.monotonic()
            measure(playwright, entrants, figures)
            print(f"round {number} of {rounds}: {time.monotonic() - started:.0f} s", flush=True)
    keep(report.raw(figures, environment))
    print(f"\nChromium {environment['chromium']}, {environment['cores']} cores; every figure is in {RESULT.name}\n")
    print(report.table(figures))


def keep(told: dict[str, object]) -> None:
    """Writes these figures and leaves the others as they are."""
    before = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    RESULT.write_text(json.dumps({**before, **told}, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    mode, *rest = arguments or ["5"]
    if "0" in rest:
        sys.exit(USAGE)
    if mode == "site" and all(word.isdecimal() for word in rest) and len(rest) < 2:
        sites.compare(int(rest[0]) if rest else sites.LESSONS)
    elif mode == "grade" and (not rest or (rest[0] == "--submissions" and len(rest) == 2 and rest[1].isdecimal())):
        keep({"grading": grading.measure(int(rest[1]) if rest else grading.SUBMISSIONS)})
    elif mode.isdecimal() and int(mode) and not rest:
        try:
            starts(int(mode))
        except (Error, subprocess.CalledProcessError) as error:
            sys.exit(f"Could not be measured: {error}")
    else:
        sys.exit(USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
