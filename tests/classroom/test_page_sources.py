"""The page carries all of the Python that its desk imports, and nothing of the checkout's besides."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.course import ROOT

SOURCES = ROOT / "sandbox" / "web" / "grading" / "sources.ts"


def test_the_desk_needs_nothing_else(tmp_path: Path) -> None:
    names = re.findall(r'^  "([^"]+)": ', SOURCES.read_text("utf-8"), re.MULTILINE)
    assert len(names) > 30
    for name in names:
        target = tmp_path / "sandbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / "sandbox" / name).read_bytes())
    (tmp_path / "sandbox" / "__init__.py").touch()
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from pathlib import Path\n"
        "from sandbox.classroom import door\n"
        'print(door.__file__, door.Door(Path()).ask(\'{"do": "take", "files": []}\'))'
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(tmp_path / "sandbox" / "classroom" / "door.py"), '{"files":', "0}"], done.stderr
