"""Python and its library: what needs an operating system, and what does not."""

from __future__ import annotations

import asyncio
import bz2
import ctypes
import gzip
import hashlib
import locale
import lzma
import os
import queue
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
import unicodedata
import uuid
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from email.mime.text import MIMEText
from importlib import import_module
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from .entries import differs, same

#: In every Python of Linux and macOS.
NOT_HERE = ["curses", "dbm", "grp", "pwd", "readline", "resource", "syslog", "venv"]
NO_PROCESSES = "OSError: [Errno 138] emscripten does not support processes."


@differs(
    "Threads: `Thread.start()`, `Timer`, `ThreadPoolExecutor`",
    "run beside the view",
    "`RuntimeError`. Do the work inside the view",
    gives=["worked"],
    instead="RuntimeError: can't start new thread",
)
def thread() -> list[str]:
    done: list[str] = []
    worker = threading.Thread(target=done.append, args=["worked"])
    worker.start()
    worker.join()
    return done


@same()
def thread_pool_that_is_not_used() -> Any:
    with ThreadPoolExecutor(1):
        return "made"


@same()
def waiting() -> Any:
    """A lock, an event and a queue that nobody serves give up when they should."""
    lock = threading.Lock()
    lock.acquire()
    try:
        queue.Queue[int]().get(timeout=0.01)
    except queue.Empty:
        return [lock.acquire(timeout=0.01), threading.Event().wait(0.01)]
    return "something in an empty queue"


@same()
def sleep() -> Any:
    begin = time.monotonic()
    time.sleep(0.05)
    return time.monotonic() - begin >= 0.05


@differs(
    "Other programs: `subprocess`, `os.system`, `os.fork`",
    "run",
    "`OSError`. So Gunicorn, Celery and the like are shown here and run natively in our tests",
    gives="out\n",
    instead=NO_PROCESSES,
)
def program() -> str:
    return subprocess.run([sys.executable, "-c", "print('out')"], capture_output=True, text=True, check=True).stdout


@differs("", "", "", gives=0, instead=NO_PROCESSES)
def shell() -> int:
    return os.system("exit 0")


@differs("", "", "", gives=0, instead=NO_PROCESSES)
def fork() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[1]


@differs(
    "`multiprocessing`, `ProcessPoolExecutor`",
    "use all processors",
    "`ModuleNotFoundError` or `NotImplementedError`",
    gives=3,
    instead="ModuleNotFoundError: No module named '_multiprocessing'",
)
def shared_value() -> int:
    from multiprocessing import Value

    return int(Value("i", 3).value)


@differs(
    "`asyncio.run()`, and so views written with `async def`",
    "run",
    "`RuntimeError`: Python here cannot wait for the browser yet. Write `def`",
    gives="awaited",
    instead="RuntimeError: Cannot stack switch because the Python entrypoint was a synchronous function."
    " Use pyFunc.callPromising() to fix.",
)
def event_loop() -> str:
    async def answer() -> str:
        await asyncio.sleep(0)
        return "awaited"

    coroutine = answer()
    try:
        return asyncio.run(coroutine)
    finally:
        coroutine.close()


@differs(
    "`signal.alarm()`, `signal.setitimer()`",
    "interrupt after a time",
    "`AttributeError`. Compare `time.monotonic()` in the loop",
    gives=0,
    instead="AttributeError: module 'signal' has no attribute 'alarm'",
)
def alarm() -> int:
    return signal.alarm(0)


@differs(
    "Memory",
    "what the computer has",
    "1 GiB. Beyond it `MemoryError`; the app goes on",
    gives=1_500_000_000,
    instead="MemoryError: ",
)
def memory() -> int:
    return len(bytes(1_500_000_000))


@differs(
    "`sys.platform`, `sys.maxsize`, `os.cpu_count()`",
    "your system, 64 bits, many processors",
    '`"emscripten"`, 32 bits, one. An `int` is as large as you like in both',
    gives=[False, 2**63 - 1],
    instead=[True, 2**31 - 1],
)
def platform() -> list[object]:
    return [sys.platform == "emscripten", sys.maxsize]


@differs(
    'Environment variables, as `os.environ["PATH"]`',
    "those of your terminal",
    "a few of its own, none of yours. Set them at the top of your code",
    gives=True,
    instead=False,
)
def environment() -> bool:
    return "VIRTUAL_ENV" in os.environ or os.environ["PATH"] != "/"


@differs(
    'Time zones: `ZoneInfo("Europe/Berlin")`',
    "come from the system",
    "`ZoneInfoNotFoundError`, until the code says `import tzdata`",
    gives="Europe/Berlin",
    instead='ZoneInfoNotFoundError: "No time zone found with key Europe/Berlin. \\n On Pyodide you must do '
    "pyodide.loadPackage('tzdata') package before you use zoneinfo.\"",
)
def time_zone() -> str:
    return str(ZoneInfo("Europe/Berlin"))


@differs(
    "`locale.setlocale()` with a name that is not installed",
    "`locale.Error`",
    "takes every name, and all of them format as `C` does. Flask-Babel knows languages",
    gives="Error: unsupported locale setting",
    instead="xx_YY.UTF-8",
)
def other_locale() -> str:
    with kept_locale():
        return locale.setlocale(locale.LC_ALL, "xx_YY.UTF-8")


@contextmanager
def kept_locale() -> Iterator[None]:
    before = locale.setlocale(locale.LC_ALL)
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


@differs(
    "Modules that come with Python: `dbm`, `shelve`, `pwd`, `grp`, `curses`, `readline`, `resource`, `syslog`,"
    " `tkinter`, `turtle`, `venv`",
    "can be imported",
    "`ModuleNotFoundError`",
    gives=[],
    instead=NOT_HERE,
)
def modules() -> list[str]:
    def is_missing(name: str) -> bool:
        try:
            import_module(name)
        except ModuleNotFoundError:
            return True
        return False

    return [name for name in NOT_HERE if is_missing(name)]


@differs(
    "Lines of the library's own code in tracebacks",
    "are shown",
    "their numbers are, and not their text. Your own code is shown in full",
    gives=[True, True],
    instead=[True, False],
)
def traceback_of_the_library() -> list[bool]:
    told = ""
    try:
        import_module("json").loads("{")
    except ValueError:
        told = traceback.format_exc()
    return ['import_module("json").loads("{")' in told, "return _default_decoder.decode(s)" in told]


@differs(
    "`help()` and `__doc__` of Python's own library",
    "have the docstrings",
    "say little: they are left out. Flask's are there",
    gives=True,
    instead=False,
)
def docstring() -> bool:
    return bool(import_module("json").loads.__doc__)


@same()
def recursion() -> Any:
    def endless(depth: int) -> int:
        return endless(depth + 1)

    try:
        endless(0)
    except RecursionError:
        return sys.getrecursionlimit()


@same()
def compression() -> Any:
    data = b"text" * 999
    packers: Any = (gzip, bz2, lzma, zlib)
    return [packer.decompress(packer.compress(data)) == data for packer in packers]


@same()
def hashes() -> Any:
    password = (
        hashlib.pbkdf2_hmac("sha256", b"a", b"b", 10).hex() + hashlib.scrypt(b"a", salt=b"b", n=16, r=1, p=1).hex()
    )
    return password, {
        name: hashlib.new(name, b"a").hexdigest() for name in ("md5", "sha1", "sha256", "sha3_256", "blake2b")
    }


@same()
def numbers() -> Any:
    return [
        2**100,
        str(Decimal(1) / 3),
        0.1 + 0.2,
        random.Random(7).random(),
        len(secrets.token_hex()),
        uuid.uuid4().version,
    ]


@same()
def text() -> Any:
    folded = [sys.getdefaultencoding(), unicodedata.normalize("NFD", "ü").encode().hex(), "ß".upper(), "İ".lower()]
    return [*folded, MIMEText("größe", "plain", "utf-8").as_string()]


@same()
def through_ctypes() -> Any:
    return ctypes.CDLL(None).abs(-3)


@same()
def installed() -> Any:
    return [version("flask"), version("werkzeug"), __debug__]


@same()
def sqlite() -> Any:
    one = sqlite3.connect(":memory:")
    one.executescript("create virtual table found using fts5(x); insert into found values ('hello world')")
    found = one.execute("select x from found where x match 'hello'").fetchall()
    return found, one.execute("""select json_extract('{"a": 1}', '$.a'), sqrt(4), 'ü' like 'Ü'""").fetchall()
