"""Processes and their memory: of one browser, which can be made slow too, and of a command. Linux only.

DevTools' processor throttling does not reach workers, and Python runs in one.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
AVAILABLE = (PROC / "self" / "smaps_rollup").exists()
#: Seconds that a slowed browser runs before it has to stop again.
SLICE = 0.010


class Process(NamedTuple):
    """`words` is its command line."""

    id: int
    parent: int
    words: tuple[str, ...]


def family(processes: list[Process], profile: Path) -> list[Process]:
    """The browser that was started on the user-data folder `profile`, and all that it started."""
    found = [process for process in processes if f"--user-data-dir={profile}" in process.words]
    for process in found:  # grows as it goes
        found += [child for child in processes if child.parent == process.id and child not in found]
    return found


def tree_memory(process: int) -> float:
    """MB that all processes which this one has started, and theirs, share with no other."""
    there = running()
    found = [one for one in there if one.parent == process]
    for one in found:  # grows as it goes
        found += [child for child in there if child.parent == one.id]
    return sum(_private(one.id) for one in found) / 1e6


def running() -> list[Process]:
    """Every process of this machine that may be read; none where it is not Linux."""
    found = []
    for folder in PROC.glob("[0-9]*") if AVAILABLE else ():
        with suppress(OSError):  # it has ended since
            # Chromium's children write their command line anew, with spaces in the place of NULs.
            words = (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ").split()
            # The name, in parentheses, may hold anything; the parent is the second field after it.
            parent = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            found.append(Process(int(folder.name), int(parent), tuple(words)))
    return found


def page_memory(profile: Path) -> float:
    """MB of memory that the browser's renderers (pages, frames and their workers) share with no other process."""
    renderers = [process for process in family(running(), profile) if "--type=renderer" in process.words]
    return sum(_private(process.id) for process in renderers) / 1e6


def _private(process: int) -> int:
    """Bytes; 0 for a process that has ended."""
    lines: list[str] = []
    with suppress(OSError):
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Clean:", "Private_Dirty:")))


def pause(run: float, times: float) -> float:
    """Seconds to stop after each `run` seconds, so that a processor seems `times` slower."""
    return run * (times - 1)


@contextmanager
def slowed(profile: Path, times: float) -> Iterator[None]:
    """Stops the whole browser again and again, so that it gets its processors for one `times`-th of the time.

    A page's clock goes on while it is stopped, so the page itself measures what a slow machine's reader would see.
    Signals and timers come a little late: a loop that is told to be 4 times slower measured 3.7 times.
    """
    # Playwright starts each browser in a process group of its own, which its children stay in: one signal for all.
    group = os.getpgid(family(running(), profile)[0].id)
    if group == os.getpgid(0):
        raise RuntimeError("The browser shares a process group with the benchmark and cannot be stopped alone.")
    done = threading.Event()

    def work() -> None:
        with suppress(ProcessLookupError):  # the browser has ended
            while not done.is_set():
                os.killpg(group, signal.SIGSTOP)
                time.sleep(pause(SLICE, times))
                os.killpg(group, signal.SIGCONT)
                done.wait(SLICE)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
