"""Runs a file as `python file.py` does."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def new_main() -> ModuleType:
    """An empty module `__main__` in place of the present one."""
    main = sys.modules["__main__"] = ModuleType("__main__")
    return main


def run_as_main(path: Path, argv: list[str]) -> dict[str, Any]:
    """Runs the file as the module `__main__`, which stays: its classes and functions belong to it. Returns its names.

    Raises what the file raises.
    """
    sys.argv = argv
    main = new_main()
    main.__file__ = str(path)
    exec(compile(path.read_bytes(), path, "exec", dont_inherit=True), main.__dict__)
    return main.__dict__
