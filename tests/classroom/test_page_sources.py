"""The page carries all of the Python that its desk needs, and nothing of the checkout's besides is asked for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.classroom.made import submission
from tests.course import ROOT

SOURCES = ROOT / "sandbox" / "web" / "grading" / "sources.ts"
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from sandbox.classroom.door import Door
door = Door(Path(sys.argv[1]))
def ask(**question):
    return json.loads(door.ask(json.dumps(question)))
ask(do="take", files=[["ada.flaskroom.zip", "given"]])
ask(do="begin", fragment="assignment=1&title=A&exercise=a/b/c", payloads=[], build="", seconds=1)
ask(do="read", received=None)
files = ask(do="write")["files"]
loaded = [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] == "sandbox"]
print(json.dumps({"files": files, "loaded": loaded}))
"""


def test_the_desk_needs_nothing_else(tmp_path: Path) -> None:
    names = re.findall(r'^  "([^"]+)": ', SOURCES.read_text("utf-8"), re.MULTILINE)
    for name in [*names, "__init__.py"]:
        target = tmp_path / "sandbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / "sandbox" / name).read_bytes())
    (tmp_path / "given").write_bytes(submission())
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{SOURCES.name} lacks something: {done.stderr}"
    told = json.loads(done.stdout)
    assert "Ada Lovelace" in told["files"]["pages/index.html"] and "gradebook.csv" in told["files"]
    assert {str(Path(file).relative_to(tmp_path / "sandbox")) for file in told["loaded"] if file} - {
        "__init__.py"
    } <= set(names)
