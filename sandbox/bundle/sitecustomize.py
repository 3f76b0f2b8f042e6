"""Python imports this by itself when it starts (`site`), and it makes cheaper what every start does.

Nothing of it changes what a module is or does. Three things cost much in WebAssembly that has just been compiled:
`zipimport` reads and unmarshals each module twice, `re` compiles patterns in Python, and the garbage collector looks
through modules that all stay. So little is imported in here before `Archive` is at work.
"""

from __future__ import annotations

import _io
import gc
import marshal
import sys
import zipimport
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

#: Where `patterns.py` has left what `_sre.compile` takes besides a pattern, by (pattern, flags).
PATTERNS = "patterns"
#: Imported at each start and looked at only when a traceback is printed: it makes many dataclasses.
LATE = frozenset({"_colorize"})
#: Bytes before the code in a .pyc file, and before the name of an entry in a zip file (APPNOTE.TXT, 4.3.7).
PYC_HEAD, ENTRY_HEAD = 16, 30
#: What its annotations do not tell.
_zipimport: Any = zipimport
#: The archive, while much is read from it. Later it is opened each time: apps may close what is open, and a snapshot
#: holds no open files.
_open: list[_io.FileIO] = []


class Archive(zipimport.zipimporter):
    """Finds bytecode in an archive whose entries are neither compressed nor have extra fields, as ours."""

    def find_spec(self, fullname: str, target: Any = None) -> ModuleSpec | None:
        """As `zipimporter.find_spec`, which would read the whole module to learn its file's name."""
        path = self._path(fullname)
        loader: Any = LazyLoader(self) if fullname in LATE else self  # type: ignore[arg-type]
        if f"{path}/__init__.pyc" in self._entries:
            spec = ModuleSpec(fullname, loader, origin=f"{self.archive}/{path}/__init__.pyc", is_package=True)
            spec.submodule_search_locations = [f"{self.archive}/{path}"]
        elif f"{path}.pyc" in self._entries:
            spec = ModuleSpec(fullname, loader, origin=f"{self.archive}/{path}.pyc")
        else:
            return super().find_spec(fullname, target)
        spec.has_location = True
        return spec

    def get_code(self, fullname: str) -> CodeType:
        """As `zipimporter.get_code`, and never asks whether the bytecode fits: this interpreter has made it."""
        path = self._path(fullname)
        entry = self._entries.get(f"{path}/__init__.pyc") or self._entries.get(f"{path}.pyc")
        if not entry:
            return super().get_code(fullname)
        name, size, place = entry[0], entry[3], entry[4]
        file = _open[0] if _open else _io.FileIO(self.archive)
        file.seek(place + ENTRY_HEAD + len(name) - len(self.archive) - 1)
        code: CodeType = marshal.loads(file.read(size)[PYC_HEAD:])
        if not _open:
            file.close()
        return code

    def _path(self, fullname: str) -> str:
        return self.prefix + fullname.rpartition(".")[2]

    @property
    def _entries(self) -> dict[str, tuple[Any, ...]]:
        entries: dict[str, tuple[Any, ...]] = _zipimport._zip_directory_cache[self.archive]
        return entries


def remember_patterns(known: dict[tuple[str | bytes, int], tuple[Any, ...]]) -> None:
    """Lets `re` take what it has compiled before."""
    import re

    compiler: Any = re._compiler  # type: ignore[attr-defined]
    compile_anew = compiler.compile

    def known_or_anew(pattern: Any, flags: int = 0) -> Any:
        # A parsed pattern is given too, and cannot be hashed.
        found = known.get((pattern, int(flags))) if isinstance(pattern, str | bytes) else None
        if not found:
            return compile_anew(pattern, flags)
        all_flags, code, groups, names, places = found
        return compiler._sre.compile(pattern, all_flags, list(code), groups, dict(names), places)

    compiler.compile = known_or_anew


def install(archive: str) -> None:
    """Takes over from `zipimport`, which has found this module."""
    gc.disable()
    _open.append(_io.FileIO(archive))
    sys.path_hooks.insert(0, Archive)
    for folder in [folder for folder in sys.path_importer_cache if folder.startswith(archive)]:
        del sys.path_importer_cache[folder]
    if PATTERNS in _zipimport._zip_directory_cache[archive]:
        remember_patterns(marshal.loads(Archive(archive).get_data(PATTERNS)))


def started() -> None:
    """All is imported that every app needs, and stays."""
    _open.pop().close()
    gc.freeze()
    gc.enable()


if __name__ == "sitecustomize":
    install(__spec__.loader.archive)  # type: ignore[union-attr]
