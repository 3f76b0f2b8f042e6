"""What every app needs, imported before any project is there; all of it can be in a snapshot."""

from __future__ import annotations

import importlib
import logging
import random
import sys
import time

NEEDED = ("arriving", "hashes", "outside", "surface")


def prepare(packages: str) -> None:
    """Imports it; optional packages come into the folder `packages` later."""
    sys.path.append(packages)
    # Pyodide's own prefix is "/". Flask takes a project below it for an installed package, with its instance folder in
    # /var.
    sys.prefix = "/usr"
    sys.path.remove("")  # the current folder has nothing yet, so it need not be asked for each module
    for name in NEEDED:
        importlib.import_module(f"sandbox.bridge.{name}")
    sys.path.insert(0, "")


def freshen() -> None:
    """After a snapshot: what would otherwise be the same for every reader, or as old as the site."""
    random.seed()
    logging._startTime = time.time_ns()  # type: ignore[attr-defined]
