"""Files, folders and databases on the disk, which is a part of the browser's memory here."""

from __future__ import annotations

import logging
import mmap
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import flask

from .entries import differs, same


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@differs(
    "File locks: `fcntl.flock`",
    "keep a second one out, also in the same program",
    "keep nobody out; the app is the one program that there is",
    gives="BlockingIOError",
    instead="both",
)
def file_lock() -> str:
    import fcntl  # Windows has none, and imports this module too

    with folder() as place, (place / "a").open("w") as first, (place / "a").open("w") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            return type(error).__name__
        return "both"


@differs(
    "Hard links and pipes: `os.link`, `os.mkfifo`",
    "are made",
    "`AttributeError`. Symbolic links work",
    gives=2,
    instead="AttributeError: module 'os' has no attribute 'link'",
)
def hard_link() -> int:
    with folder() as place:
        (place / "a").write_text("a")
        os.link(place / "a", place / "b")
        return (place / "b").stat().st_nlink


@differs(
    "The library's own files, as `flask.__file__`",
    "can be opened",
    "`FileNotFoundError`: they are compiled, inside of an archive",
    gives=True,
    instead=False,
)
def library_file() -> bool:
    return Path(flask.__file__).exists()


@differs(
    "A name of more than 255 bytes",
    "`OSError`",
    "is taken, and cut where a folder is listed",
    gives="OSError",
    instead="a",
)
def long_name() -> str:
    """In the project's folder, which is watched: the requests after this one show that the server goes on."""
    path = Path("x" * 256)
    try:
        path.write_text("a")
        return path.read_text()
    except OSError as error:
        return type(error).__name__


@same()
def unreadable_files() -> Any:
    Path("closed.txt").write_text("a")
    Path("closed.txt").chmod(0)
    Path("loop").symlink_to("loop")
    return "made"


@same()
def names_and_links() -> Any:
    with folder() as place:
        (place / "größe ✓.txt").write_text("ü", "utf-8")
        (place / "link").symlink_to("größe ✓.txt")
        (place / "größe ✓.txt").replace(place / "neu.txt")
        return sorted(path.name for path in place.iterdir()), (place / "link").is_symlink(), (place / "link").exists()


@same()
def modes_and_times() -> Any:
    with folder() as place:
        file = place / "a"
        file.write_text("a")
        file.chmod(0o640)
        os.utime(file, (1, 2))
        before = file.stat().st_mtime
        file.write_text("b")
        return oct(file.stat().st_mode), before, file.stat().st_mtime > before


@same()
def open_files() -> Any:
    with folder() as place:
        (place / "a").write_bytes(b"abc")
        with (place / "a").open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
            memory[:1] = b"z"
            memory.flush()
            (place / "a").unlink()
            return file.read().decode()


@same()
def log_in_a_file() -> Any:
    with folder() as place, closing(logging.FileHandler(place / "app.log", encoding="utf-8")) as handler:
        handler.setFormatter(logging.Formatter("%(levelname)s in %(module)s: %(message)s"))
        logger = logging.Logger("own")
        logger.addHandler(handler)
        logger.warning("größe %s", 3)
        return (place / "app.log").read_text("utf-8")


@same()
def errors() -> Any:
    def attempt(name: str) -> str:
        try:
            return Path(name).read_text()
        except OSError as error:
            return f"{type(error).__name__}: {error.strerror}"

    return [attempt("missing"), attempt("programs"), attempt("programs/files.py/x")]


@same()
def database_lock() -> Any:
    with folder() as place:
        one, two = (sqlite3.connect(place / "a.db", timeout=0.01) for _ in range(2))
        with closing(one), closing(two):
            journal = one.execute("pragma journal_mode=wal").fetchone()
            one.executescript("create table t (x); begin immediate; insert into t values (1)")
            try:
                two.execute("insert into t values (2)")
            except sqlite3.OperationalError as error:
                return journal, str(error), two.execute("select count(*) from t").fetchall()
