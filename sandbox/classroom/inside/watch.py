"""Refuses and notes what no honest app does: opening the checks, looking into frames, tracing, calling JavaScript.

It is an audit hook (PEP 578). A newcomer would refuse by what is done alone: logging looks into frames too, and pytest
opens the checks. So who asks decides: the nearest frame that is not the library's.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Collection
from pathlib import Path
from types import FrameType
from typing import Any

#: Events that the app's code has no business with, even by way of the library.
NEVER = {
    "gc.get_objects": "asked for all objects (gc)",
    "gc.get_referrers": "asked for all objects (gc)",
    "gc.get_referents": "asked for all objects (gc)",
    "sys.addaudithook": "added an audit hook",
    "sys.settrace": "wanted to trace other code",
    "sys.setprofile": "wanted to trace other code",
    "sys.monitoring.register_callback": "wanted to trace other code",
}
#: Events that the library causes on behalf of every app; refused where the app's own code asks.
NOT_ITSELF = {
    "sys._getframe": "looked into the frames of other code",
    "sys._current_frames": "looked into the frames of other code",
    "code.__new__": "made code objects",
}
#: Events with names of files, of which the app's code must not touch those of the checks.
CHANGING = ("os.remove", "os.rename", "os.truncate", "os.chmod", "os.link", "os.symlink", "os.utime")
FRAMES = ("tb_frame", "gi_frame", "cr_frame", "ag_frame", "__code__")
MODULES = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "ctypes", "_ctypes")
#: Files that an app may make.
MOST_FILES = 2_000
#: Characters that may be printed.
MOST_PRINTED = 256 * 1024
MOST_LAST = 4_000


class Watch:
    """`checks` are the names of files that the app must not open; `notes` gets each kind of attempt once."""

    def __init__(self, root: Path, checks: Collection[str], notes: list[str]) -> None:
        self.root = root
        self._inside = f"{root}{os.sep}"
        self._files = frozenset(f"{root}{os.sep}{name}" for name in checks)
        # By its name alone, wherever it lies: links and folders lead to it in many ways.
        self._checks = frozenset(name.rpartition("/")[2] for name in checks)
        self.notes = notes
        self._made: set[str] = set()
        self._library = tuple({str(Path(os.__file__).parent), "/lib/", sys.prefix, *_packages()})
        self._frame = sys._getframe
        self._asking = False

    def note(self, text: str) -> None:
        """Each note once, and not without end."""
        if text not in self.notes and len(self.notes) < 50:
            self.notes.append(text)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The hook.

        :raises PermissionError: in the code that asks, where it is the app's.
        """
        if self._asking:  # to look at frames is an event too
            return
        self._asking = True
        try:
            self._judge(event, arguments)
        finally:
            self._asking = False

    def _judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self._open(*arguments[:3])
        elif event in CHANGING:
            if any(_base(argument) in self._checks for argument in arguments) and self._apps(self._frame(2)):
                self._refuse("tried to change the checks")
        elif event in NEVER:
            if self._apps(self._frame(2)):
                self._refuse(NEVER[event])
        elif event in NOT_ITSELF:
            if self._itself(self._frame(2)):
                self._refuse(NOT_ITSELF[event])
        elif event == "object.__getattr__":
            if arguments[1] in FRAMES and self._itself(self._frame(2)):
                self._refuse("looked into the frames of other code")
        elif event == "import":
            if arguments[0].partition(".")[0] in MODULES and self._apps(self._frame(2)):
                self._refuse(f"imported {arguments[0].partition('.')[0]}")
        elif event == "compile" and _text(arguments[1]).startswith(self._library) and self._itself(self._frame(2)):
            self._refuse("compiled code under a name of the library's")

    def _open(self, path: object, _mode: object, flags: object) -> None:
        if _base(path) in self._checks and self._apps(self._frame(3)):
            self._refuse("tried to open the checks")
        if isinstance(flags, int) and flags & os.O_CREAT:
            self._made.add(_text(path))
            if len(self._made) > MOST_FILES:
                self._refuse(f"made more than {MOST_FILES:,} files")

    def _refuse(self, what: str) -> None:
        self.note(f"The app {what}; that was refused.")
        raise PermissionError(f"refused while grading: this app {what}")

    def _apps(self, frame: FrameType | None) -> bool:
        """True where the nearest code that is not the library's is the app's."""
        while frame:
            name = frame.f_code.co_filename
            if name.startswith(self._inside):
                return name not in self._files
            frame = frame.f_back
        return False

    def _itself(self, frame: FrameType | None) -> bool:
        """True where the app's own code asks, or text that it executes, or `inspect` on its behalf."""
        while frame:
            name = frame.f_code.co_filename
            if not name.startswith("<") and not name.endswith("inspect.py"):
                return name.startswith(self._inside) and name not in self._files
            frame = frame.f_back
        return False


class Sink(io.TextIOBase):
    """Standard output: nobody reads what the app prints, and it takes no memory; the last of it may be pytest's."""

    def __init__(self, notes: list[str]) -> None:
        self._notes, self._left = notes, MOST_PRINTED
        self.last = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        """Counts."""
        if 0 <= self._left < len(text):
            self._notes.append(f"The app printed more than {MOST_PRINTED:,} characters.")
        self._left -= len(text)
        self.last = (self.last + text[-MOST_LAST:])[-MOST_LAST:]
        return len(text)


def _packages() -> list[str]:
    return [path for path in sys.path if path.rstrip("/").endswith(("site-packages", "packages"))]


def _text(path: object) -> str:
    """A path as an ordinary string: a class of the app's could lie about itself."""
    if isinstance(path, os.PathLike):
        path = os.fspath(path)
    if isinstance(path, str):
        return str.__str__(path)
    return bytes.decode(path, "utf-8", "replace") if isinstance(path, bytes) else ""


def _base(path: object) -> str:
    return _text(path).rpartition("/")[2]
