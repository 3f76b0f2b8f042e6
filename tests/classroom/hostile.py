"""Apps that try to get points that they do not deserve: each passes the pot's first check by right.

`ATTACKS`: name → (files over the starter's, the outcomes of the two checks, words of notes). What is in vain and goes
unnoticed has no words. Several attempts share a run where the notes tell each of them, as a start takes seconds.
"""

from __future__ import annotations

from tests.classroom.made import POT
from tests.course import GOLDEN

FOLDER = GOLDEN / "lessons" / POT
STARTER = (FOLDER / "app.py").read_text("utf-8")
OTHER = {"templates/pot.html": (FOLDER / "templates" / "pot.html").read_bytes()}
HONEST = ("passed", "failed")
NEITHER = ("failed", "failed")
VOID = ("void", "void")

FAKE_REPORT = """
import _pytest.reports
real = _pytest.reports.TestReport.from_item_and_call
def fake(item, call):
    call.excinfo = None
    return real(item, call)
_pytest.reports.TestReport.from_item_and_call = fake
"""
FAKE_CALL = """
import _pytest.python
_pytest.python.Function.runtest = lambda self: None
"""
FAKE_CODE = """
import _pytest.python
_pytest.python.pytest_pyfunc_call.__code__ = (lambda pyfuncitem: True).__code__
"""
FAKE_RESPONSE = """
from werkzeug.test import TestResponse
TestResponse.text = property(lambda self: "Strength 1 Strength 3")
"""
FAKE_CLIENT = """
class Client:
    def get(self, path):
        class Response:
            text = "Strength 1 Strength 3"
        return Response
app.test_client = Client
"""
FAKE_BUILTIN = """
import _pytest.runner, builtins
_pytest.runner.isinstance = lambda *_: False
builtins.isinstance = lambda *_: True
"""
FAKE_HIDDEN = """
import _pytest.runner
_pytest.runner.len = lambda _: 0
"""
FAKE_DEFAULTS = """
import _pytest.runner
_pytest.runner.call_and_report.__kwdefaults__ = {"log": False}
_pytest.runner.call_and_report.__defaults__ = (False,)
"""
DISARM = """
for found in object.__subclasses__():
    if found.__name__ in ("Fingerprints", "Watch"):
        found.changed = found.audit = found._judge = lambda *_: []
import _pytest.python
real = _pytest.python.Function.runtest
def fake(item):
    if "strength" not in item.name:
        real(item)
_pytest.python.Function.runtest = fake
"""
IN_A_VIEW = """
@app.before_request
def attack():
    import _pytest.python
    _pytest.python.Function.runtest = lambda self: None
"""
READ = """
import io
from pathlib import Path
for name in ("test_app.py", "conftest.py"):
    for read in (lambda: open(name), lambda: Path(name).resolve().read_text(), lambda: io.open_code(name)):
        try:
            read()
        except PermissionError:
            continue
        raise SystemExit("read")
"""
WRITE = """
from pathlib import Path
Path("test_app.py").write_text("def test_default_strength(): pass\\n")
"""
ELSEWHERE = """
import os
found = [os.path.join(folder, name) for folder, _, names in os.walk("/") for name in names]
seen = [name for name in found if name.endswith((".zip", ".json", "results.json", ".toml")) and "/lib/" not in name]
for path in ("/work", "/tmp/results.json", "../results.json", "/etc/passwd"):
    try:
        open(path, "a").write("{}")
    except OSError:
        pass
assert not seen, seen
"""
JAVASCRIPT = """
ways = 0
for module in ("js", "pyodide_js", "pyodide.code", "_pyodide_core"):
    try:
        __import__(module)
        ways += 1
    except ImportError:
        pass
    except PermissionError:
        pass
try:
    from pyodide.code import run_js
    run_js("console.log('{}')")
    ways += 100
except Exception:
    pass
assert ways < 100
"""
FRAMES = """
import sys
try:
    frame = sys._getframe()
    while frame:
        if "tell" in frame.f_locals:
            frame.f_locals["tell"]({"event": "end"})
        frame = frame.f_back
except PermissionError:
    pass
try:
    raise ZeroDivisionError
except ZeroDivisionError as error:
    try:
        error.__traceback__.tb_frame
    except PermissionError:
        pass
    else:
        raise SystemExit("frames")
"""
OBJECTS = """
import gc
try:
    everything = gc.get_objects()
except PermissionError:
    everything = []
for one in everything:
    if type(one).__name__ == "_Plugin":
        one.tell({"event": "end"})
"""
MANY_FILES = """
for number in range(100_000):
    open(f"file{number}", "w").close()
"""
LOOP_IN_VIEW = """
@app.before_request
def attack():
    while request.args:
        pass
"""
FOLDER_GONE = """
import shutil
for name in ("test_app.py", "conftest.py", "app.py"):
    try:
        __import__("os").unlink(name)
    except OSError:
        pass
"""
SHADOW = "raise SystemExit('this is not the library')\n"
SKIP = "import pytest\npytest.skip('nothing to see', allow_module_level=True)\n"

#: Each is refused, so the app goes on and the checks say what is true.
REFUSED = READ + ELSEWHERE + JAVASCRIPT + FRAMES + OBJECTS + FAKE_CLIENT
#: Each makes outcomes void, and is named.
PATCHES = FAKE_REPORT + FAKE_CALL + FAKE_DEFAULTS + FAKE_RESPONSE + FAKE_HIDDEN
PATCHED = (
    "TestReport.from_item_and_call",
    "Function.runtest",
    "runner.call_and_report",
    "TestResponse.text",
    "_pytest.runner.len",
)

ATTACKS: dict[str, tuple[dict[str, str], tuple[str, str], tuple[str, ...]]] = {
    "an honest app": ({}, HONEST, ()),
    "reads checks, looks for others' work, into JavaScript, frames and objects, and has a client of its own": (
        {"app.py": STARTER + REFUSED},
        HONEST,
        (
            "tried to open the checks",
            "imported js",
            "looked into the frames",
            "asked for all objects",
            "test_client of its own",
        ),
    ),
    "writes the checks": ({"app.py": STARTER + WRITE}, NEITHER, ("tried to open the checks",)),
    "patches reports, calls, defaults and responses, and hides a built-in function": (
        {"app.py": STARTER + PATCHES},
        VOID,
        PATCHED,
    ),
    "exchanges code": ({"app.py": STARTER + FAKE_CODE}, NEITHER, ("looked into",)),
    "patches built-in functions": ({"app.py": STARTER + FAKE_BUILTIN}, NEITHER, ("ended by itself",)),
    "patches in a view": ({"app.py": STARTER + IN_A_VIEW}, VOID, ("meanwhile",)),
    "disarms what guards": ({"app.py": STARTER + DISARM}, VOID, ("grading itself",)),
    "exits": ({"app.py": STARTER + "import sys\nsys.exit(0)\n"}, NEITHER, ()),
    "ends the process": ({"app.py": STARTER + "import os\nos._exit(0)\n"}, NEITHER, ("ended by itself",)),
    "loops while imported": ({"app.py": STARTER + "while True: pass\n"}, NEITHER, ("did not end within",)),
    "loops in a view": ({"app.py": STARTER + LOOP_IN_VIEW}, HONEST, ("did not end within",)),
    "prints 100 MB": (
        {"app.py": STARTER + "for _ in range(100):\n    print('x' * 10**6)\n"},
        HONEST,
        ("printed more",),
    ),
    "takes 2 GB": ({"app.py": STARTER + "bytearray(2 * 10**9)\n"}, NEITHER, ()),
    "makes 100,000 files": ({"app.py": STARTER + MANY_FILES}, NEITHER, ("made more than 2,000 files",)),
    "deletes the checks": ({"app.py": STARTER + FOLDER_GONE}, HONEST, ("tried to change the checks",)),
    "skips": ({"app.py": SKIP + STARTER}, NEITHER, ()),
    "has checks and libraries of its own": (
        {
            "conftest.py": "import pytest\n@pytest.hookimpl\ndef pytest_pyfunc_call(): return True\n",
            "test_app.py": "def test_default_strength(): pass\n",
            "pytest.ini": "[pytest]\npython_functions = nothing\n",
            "sub/conftest.py": "raise SystemExit\n",
            "pytest.py": SHADOW,
            "flask.py": SHADOW,
            "sitecustomize.py": SHADOW,
            "difflib.py": SHADOW,
            "json/__init__.py": SHADOW,
        },
        HONEST,
        ("Left out", "names of libraries"),
    ),
}
#: These use all the time that they get.
ENDLESS = ("loops while imported", "loops in a view")


def files_of(attack: str) -> dict[str, bytes]:
    """What the learner hands in."""
    changed, _, _ = ATTACKS[attack]
    return {"app.py": STARTER.encode(), **OTHER, **{name: text.encode() for name, text in changed.items()}}
