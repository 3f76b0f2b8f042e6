"""Functions that are watched: something is told when they begin and when they return, and they do not know.

A newcomer would replace the functions by wrappers; an app that compares or prints them would see those.
`sys.monitoring` (PEP 669) costs nothing for all other functions. Python 3.11 lacks it; there `sys.setprofile` does it,
slowly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from types import CodeType, FrameType
from typing import Any

#: Told about a call, with the function's frame. By `False` it wants to hear no more of that function in this request:
#: a function that calls itself without end has to meet its end where it would have met it unwatched.
Begin = Callable[[FrameType], bool | None]
#: Told what a call returned.
End = Callable[[CodeType, Any], None]
NAME = "flaskroom"


class Watch:
    """Tells nobody until `open`, and nobody after `close`."""

    def __init__(self) -> None:
        #: By `id`, since a code's hash is made anew from all of it each time.
        self._watched: dict[int, tuple[CodeType, Begin, End | None]] = {}
        self._soon: list[tuple[CodeType, Callable[[], None]]] = []
        self._disabled = False
        self._tool: int | None = None
        #: Set while somebody listens.
        self.listening = False

    def add(self, code: CodeType, begin: Begin, end: End | None = None) -> None:
        """Watches a function by its code, which every copy and decorated form of it shares."""
        if id(code) not in self._watched:
            self._watched[id(code)] = code, begin, end
            self._set(code)

    def soon(self, code: CodeType, act: Callable[[], None]) -> None:
        """Acts once, when the function that runs now goes on."""
        self._soon.append((code, act))
        if sys.version_info >= (3, 12) and self._tool is not None:
            self._set(code, sys.monitoring.events.INSTRUCTION | sys.monitoring.events.PY_RETURN)

    def open(self) -> None:
        """Begins to watch. Does nothing where debuggers and profilers have taken every place."""
        if sys.version_info >= (3, 12):
            monitoring = sys.monitoring
            self._tool = next((n for n in (3, 4, 1, 2) if monitoring.get_tool(n) is None), None)
            if self._tool is None:
                return
            monitoring.use_tool_id(self._tool, NAME)
            self._register(self._started, self._returned, self._another_instruction)

    def close(self) -> None:
        """Ends watching; what was added is forgotten."""
        self.listening = False
        self._soon.clear()
        if sys.version_info >= (3, 12) and self._tool is not None:
            for code, *_ in self._watched.values():
                sys.monitoring.set_local_events(self._tool, code, 0)
            self._register(None, None, None)
            sys.monitoring.free_tool_id(self._tool)
            self._tool = None
        self._watched.clear()

    def _register(self, *callbacks: Callable[..., object] | None) -> None:
        if sys.version_info >= (3, 12) and self._tool is not None:
            events = sys.monitoring.events
            for event, callback in zip((events.PY_START, events.PY_RETURN, events.INSTRUCTION), callbacks, strict=True):
                sys.monitoring.register_callback(self._tool, event, callback)

    def _set(self, code: CodeType, more: int = 0) -> None:
        """Which events of a function are told."""
        if sys.version_info >= (3, 12) and self._tool is not None:
            events = sys.monitoring.events
            watched = self._watched.get(id(code))
            wanted = (events.PY_START if watched else 0) | (events.PY_RETURN if watched and watched[2] else 0)
            sys.monitoring.set_local_events(self._tool, code, wanted | more)

    def __enter__(self) -> None:
        """Listens for the time of a request."""
        self.listening = True
        if sys.version_info >= (3, 12) and self._disabled:
            self._disabled = False
            sys.monitoring.restart_events()
        if sys.version_info < (3, 12) and sys.getprofile() is None:
            sys.setprofile(self._profile)

    def __exit__(self, *_: object) -> None:
        self.listening = False
        if sys.version_info < (3, 12) and sys.getprofile() == self._profile:
            sys.setprofile(None)

    def _started(self, code: CodeType, _offset: int) -> object:
        if sys.version_info >= (3, 12) and self.listening and self._begin(code, sys._getframe(1)) is False:
            self._disabled = True
            return sys.monitoring.DISABLE
        return None

    def _returned(self, code: CodeType, _offset: int, value: object) -> None:
        self._act()
        if self.listening:
            self._end(code, value)

    def _another_instruction(self, _code: CodeType, _offset: int) -> None:
        self._act()

    def _profile(self, frame: FrameType, event: str, value: object) -> None:
        self._act()
        if id(frame.f_code) in self._watched:
            if event == "call" and self._begin(frame.f_code, frame) is False:
                sys.setprofile(None)
            elif event == "return":
                self._end(frame.f_code, value)

    def _act(self) -> None:
        while self._soon:
            code, act = self._soon.pop()
            self._set(code)
            with suppress(Exception):
                act()

    def _begin(self, code: CodeType, frame: FrameType) -> bool | None:
        with suppress(Exception):  # raised here it would be the app's
            return self._watched[id(code)][1](frame)
        return None

    def _end(self, code: CodeType, value: object) -> None:
        with suppress(Exception):
            if end := self._watched[id(code)][2]:
                end(code, value)
