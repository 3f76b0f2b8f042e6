"""An exception as a Problem (`web/protocol.ts`): where in the learner's own files, and what to do about it."""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from sandbox.bridge.advice import advise

Plain = dict[str, Any]


def problem_of(error: BaseException, root: Path) -> Plain:
    """Describes `error` for the page; `root` is the project's folder."""
    cause = imported_cause(error)
    frames = [_frame(entry, root) for entry in _entries(cause.__traceback__)]
    kind, file, line, column = _place(cause, frames, root)
    return {
        "kind": kind,
        "type": type(cause).__name__,
        "message": _message(cause),
        "advice": advise(cause),
        "file": file,
        "line": line,
        "column": column,
        "frames": frames,
        "traceback": traceback_text(cause),
    }


def imported_cause(error: BaseException) -> BaseException:
    """The ImportError that `flask.cli` wraps into words of its own, else the error itself."""
    context = error.__context__
    wrapped = type(error).__name__ == "NoAppException" and "While importing" in str(error)
    return context if wrapped and isinstance(context, ImportError) else error


def _place(error: BaseException, frames: list[Plain], root: Path) -> tuple[str, str | None, int | None, int | None]:
    if isinstance(error, SyntaxError):
        return "syntax", _relative(error.filename, root), error.lineno, error.offset
    kind = _kind(error)
    # Jinja's syntax errors know the template; the frames show only Jinja.
    if type(error).__name__ == "TemplateSyntaxError":
        return kind, _relative(getattr(error, "filename", None), root), getattr(error, "lineno", None), None
    own = [frame for frame in frames if frame["own"]]
    return (kind, own[-1]["file"], own[-1]["line"], None) if own else (kind, None, None, None)


def _kind(error: BaseException) -> str:
    if isinstance(error, ImportError):
        return "import"
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, SystemExit):
        return "exit"
    return "app" if type(error).__name__ in ("NoAppException", "NoServer") else "exception"


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    return getattr(error, "message", None) or str(error)


def _entries(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """The frames from the first that is not the bridge's own."""
    entries = list(traceback.extract_tb(trace))
    ours = [index for index, entry in enumerate(entries) if _is_bridge(entry.filename)]
    return entries[ours[-1] + 1 :] if ours else entries


def _is_bridge(filename: str) -> bool:
    return "sandbox/bridge/" in filename.replace("\\", "/") or filename.startswith(("<frozen", "<exec>"))


def _frame(entry: traceback.FrameSummary, root: Path) -> Plain:
    relative = _relative(entry.filename, root)
    return {
        "file": relative or entry.filename,
        "line": entry.lineno or 0,
        "function": entry.name,
        "source": (entry.line or linecache.getline(entry.filename, entry.lineno or 0)).strip(),
        "own": relative is not None,
    }


def _relative(filename: str | None, root: Path) -> str | None:
    if not filename:
        return None
    path = Path(filename) if Path(filename).is_absolute() else root / filename
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and path.exists() else None


def traceback_text(error: BaseException) -> str:
    """The traceback as Python prints it, without the bridge's own frames."""
    lines = traceback.TracebackException.from_exception(error)
    lines.stack = traceback.StackSummary.from_list(_entries(error.__traceback__))
    lines.__suppress_context__ = lines.__suppress_context__ or isinstance(error, ImportError)
    return "".join(lines.format())
