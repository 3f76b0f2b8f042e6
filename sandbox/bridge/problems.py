"""An exception as a Problem (`web/protocol.ts`): where in the learner's own files, and what to do about it.

A newcomer would take the innermost frame. It is mostly Flask's or Jinja's; the reader needs the innermost of their own.
"""

from __future__ import annotations

from pathlib import Path
from traceback import FrameSummary, TracebackException, clear_frames, walk_tb
from types import FrameType, TracebackType
from typing import Any

from click import Abort, ClickException
from jinja2 import TemplateSyntaxError

from sandbox.bridge.advice import advise
from sandbox.bridge.refusals import Refusal
from sandbox.bridge.values import is_definition, named

Plain = dict[str, Any]
#: Endless recursion has a thousand frames; so many of the first and of the last are listed.
FIRST, LAST = 20, 80
#: So many of the innermost own frames tell their variables, and so many variables each.
WITH_LOCALS, MOST_LOCALS = 8, 20


def problem_of(error: BaseException, root: Path, loading: bool = False) -> Plain:
    """Describes `error` for the page; `root` is the project's folder.

    With `loading`, what led to the project's first frame (Flask's or pytest's own code) is left out.
    """
    cause = imported_cause(error)
    if isinstance(cause, MemoryError):
        clear_frames(cause.__traceback__)  # their variables are what fills the memory
    told = TracebackException(type(cause), cause, _relevant(cause.__traceback__, root if loading else None))
    frames = [_frame(entry, root) for entry in told.stack]
    _add_locals(frames, cause.__traceback__, len(told.stack))
    message = _message(cause, told)
    file, line, column = _place(cause, frames, root)
    return {
        "kind": _kind(cause, root),
        "type": type(cause).__name__,
        "message": message,
        "advice": advise(cause, message, root),
        "file": file,
        "line": line,
        "column": column,
        "frames": frames if len(frames) <= FIRST + LAST else [*frames[:FIRST], *frames[-LAST:]],
        # Where the words are meant for a terminal, there is none there either.
        "traceback": "" if isinstance(cause, ClickException | Refusal) else "".join(told.format()),
    }


def traceback_text(error: BaseException) -> str:
    """The traceback as Python prints it, without the bridge's own frames."""
    return "".join(TracebackException(type(error), error, _relevant(error.__traceback__, None)).format())


def imported_cause(error: BaseException) -> BaseException:
    """The error that `flask.cli` or Click turns into words of its own, else the error itself."""
    if isinstance(error, Abort):
        return error.__cause__ or error
    context = error.__context__
    wrapped = isinstance(error, ClickException) and error.message.startswith("While importing")
    return context if wrapped and isinstance(context, ImportError) else error


def relative(filename: str | None, root: Path) -> str | None:
    """The name inside the project, with slashes, or None for any other file."""
    # Names of modules that were compiled elsewhere are not absolute.
    if not filename or not Path(filename).is_absolute() or not Path(filename).is_relative_to(root):
        return None
    return Path(filename).relative_to(root).as_posix()


def _relevant(trace: TracebackType | None, root: Path | None) -> TracebackType | None:
    """Without the leading frames: those of the bridge, or all that come before the first of the project in `root`."""

    def leading(frame: FrameType) -> bool:
        if root:
            return relative(frame.f_code.co_filename, root) is None
        return str(frame.f_globals.get("__name__")).startswith("sandbox.bridge.")

    while trace and leading(trace.tb_frame):
        trace = trace.tb_next
    return trace


def _kind(error: BaseException, root: Path) -> str:
    if isinstance(error, Refusal):
        return error.kind
    if isinstance(error, SyntaxError) and relative(error.filename, root):
        return "syntax"
    kinds: dict[str, type[BaseException] | tuple[type[BaseException], ...]] = {
        "import": ImportError,
        "memory": MemoryError,
        "exit": (SystemExit, KeyboardInterrupt),
        "app": ClickException,
    }
    return next((kind for kind, types in kinds.items() if isinstance(error, types)), "exception")


def _place(error: BaseException, frames: list[Plain], root: Path) -> tuple[str | None, int | None, int | None]:
    if isinstance(error, SyntaxError) and (file := relative(error.filename, root)):
        return file, error.lineno, error.offset or None
    # Jinja names the template, also where its frames do not show it.
    if isinstance(error, TemplateSyntaxError) and (file := relative(error.filename, root)):
        return file, error.lineno, None
    own = next((frame for frame in reversed(frames) if frame["own"]), {"file": None, "line": None})
    return own["file"], own["line"], None


def _message(error: BaseException, told: TracebackException) -> str:
    """The words without the class, with Python's suggestion ("Did you mean …?") where it has one."""
    if isinstance(error, SyntaxError):
        return error.msg
    if isinstance(error, ClickException | TemplateSyntaxError):
        return str(error.message)
    name = type(error).__qualname__
    module = type(error).__module__
    said = "".join(told.format_exception_only()).strip()
    for prefix in (f"{module}.{name}", name):
        if said == prefix:
            return ""
        said = said.removeprefix(f"{prefix}: ")
    return said


def _frame(entry: FrameSummary, root: Path) -> Plain:
    inside = relative(entry.filename, root)
    return {
        "file": inside or entry.filename,
        "line": entry.lineno or 0,
        "function": entry.name,
        "source": (entry.line or "").strip(),
        "own": inside is not None,
        "locals": [],
    }


def _add_locals(frames: list[Plain], trace: TracebackType | None, count: int) -> None:
    """Variables of the innermost frames of the project, as they were when the exception left them."""
    held = [frame for frame, _ in walk_tb(trace)][-count:]
    own = [pair for pair in zip(frames, held, strict=False) if pair[0]["own"]]
    for described, frame in own[-WITH_LOCALS:]:
        # A module's functions, classes and imports are in plain sight.
        module = frame.f_code.co_name == "<module>"
        names = [name for name in list(frame.f_locals) if not name.startswith("__")]
        pairs = [(name, frame.f_locals.get(name)) for name in names]
        shown = [(name, value) for name, value in pairs if not (module and is_definition(value))]
        described["locals"] = [[name, named(name, value)] for name, value in shown[:MOST_LOCALS]]
