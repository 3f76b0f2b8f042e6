"""Runs inside the interpreter that ships: compiles regular expressions for those who start later.

What `_sre.compile` is given belongs to one version of Python, so this is made with each bundle.
"""

import ast
import marshal
import re
from typing import Any

_compiler: Any = re._compiler  # type: ignore[attr-defined]


def compiled(keys: list[str]) -> bytes:
    """Patterns with their flags, as `witness.py` notes them, for `sitecustomize.remember_patterns`."""
    known: dict[Any, tuple[Any, ...]] = {}
    compile_code = _compiler._sre.compile

    def note(_pattern: Any, flags: int, code: list[int], groups: int, names: dict[str, int], places: Any) -> None:
        # Some of the numbers are of a class that cannot be marshalled.
        known[key] = (int(flags), tuple(map(int, code)), groups, tuple(names.items()), places)

    _compiler._sre.compile = note
    try:
        for key in map(ast.literal_eval, keys):
            _compiler.compile(*key)
    finally:
        _compiler._sre.compile = compile_code
    return marshal.dumps(known)
