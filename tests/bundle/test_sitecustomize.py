"""What makes a start cheap changes nothing of what is imported and of what a pattern matches."""

from __future__ import annotations

import gc
import importlib
import marshal
import py_compile
import re
import sys
import zipfile
import zipimport
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sandbox.bundle.patterns import compiled
from sandbox.bundle.sitecustomize import Archive, install, remember_patterns, started

compiler: Any = re._compiler  # type: ignore[attr-defined]
parser: Any = re._parser  # type: ignore[attr-defined]
SOURCES = {
    "pantry/__init__.py": "from pantry import bread",
    "pantry/bread.py": "slices = 3\ndef burn(): raise ValueError('toast')",
    "pantry/shelf/__init__.py": "",
    "pantry/notes.txt": "buy jam",
}
#: A pattern of each kind that `re` stores differently, and a text that it matches.
MATCHES: list[tuple[str | bytes, int, str | bytes]] = [
    (r"(?P<year>\d{4})-(\d\d)", 0, "in 2024-12"),
    (rb"\r?\n(?P<rest>.*)", re.DOTALL, b"a\r\nb\nc"),
    ("straße|[à-ü]+", re.IGNORECASE, "STRASSE ÄÖÜ"),
    (r"(a)(?:b(c)?)*(?<!x)\b # ends", re.VERBOSE, "abcb"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Bytecode in an archive like ours."""
    path = tmp_path / "pantry.zip"
    with zipfile.ZipFile(path, "w") as target:
        for name, text in SOURCES.items():
            file = tmp_path / "entry"
            file.write_text(text, "utf-8")
            if name.endswith(".py"):
                py_compile.compile(str(file), cfile=str(file), dfile=name, doraise=True)
            target.writestr(name.replace(".py", ".pyc"), file.read_bytes())
    return path


@pytest.fixture
def importing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports go through it, as after the start."""
    monkeypatch.syspath_prepend(archive)
    monkeypatch.setattr(sys, "path_hooks", [Archive, *sys.path_hooks])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))


def told(spec: ModuleSpec | None) -> dict[str, Any]:
    """All that a module can read of its spec; two importers of one archive are not the same object."""
    assert spec
    found = {name: getattr(spec, name) for name in ("name", "origin", "cached", "has_location", "parent")}
    return {**found, "folders": spec.submodule_search_locations}


@pytest.mark.parametrize("name", ["pantry", "pantry.bread", "pantry.shelf"])
def test_a_module_is_told_the_same(archive: Path, name: str) -> None:
    inside = archive / "pantry" if "." in name else archive
    ours, plain = Archive(str(inside)), zipimport.zipimporter(str(inside))
    assert told(ours.find_spec(name)) == told(plain.find_spec(name))
    assert marshal.dumps(ours.get_code(name)) == marshal.dumps(plain.get_code(name))


@pytest.mark.usefixtures("importing")
def test_imports(archive: Path) -> None:
    bread = importlib.import_module("pantry").bread
    assert bread.slices == 3
    assert bread.__file__ == f"{archive}/pantry/bread.pyc"
    with pytest.raises(ValueError, match="toast") as caught:
        bread.burn()
    assert caught.traceback[-1].lineno == 1
    assert importlib.resources.files("pantry").joinpath("notes.txt").read_text("utf-8") == "buy jam"
    with pytest.raises(ModuleNotFoundError, match=r"pantry\.jam"):
        importlib.import_module("pantry.jam")


@pytest.mark.usefixtures("importing")
def test_what_is_seldom_looked_at_waits_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.bundle.sitecustomize.LATE", {"pantry.bread"})
    bread = importlib.import_module("pantry.bread")
    assert type(bread) is not ModuleType
    assert bread.slices == 3
    assert type(bread) is ModuleType


@pytest.mark.parametrize(("pattern", "flags", "text"), MATCHES)
def test_a_remembered_pattern(
    pattern: Any, flags: int, text: Any, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = compiler.compile(pattern, flags)
    with zipfile.ZipFile(archive, "a") as target:
        target.writestr("patterns", compiled([repr((pattern, int(flags)))]))
    for name in ("path_hooks", "path_importer_cache", "modules"):
        monkeypatch.setattr(sys, name, getattr(sys, name).copy())
    monkeypatch.setattr(compiler, "compile", compiler.compile)
    for name in ("disable", "freeze", "enable"):
        monkeypatch.setattr(gc, name, lambda: None)
    zipimport.zipimporter(str(archive))
    install(str(archive))
    started()
    monkeypatch.setattr(parser, "parse", lambda *_: pytest.fail("it is compiled again"))
    known = compiler.compile(pattern, re.RegexFlag(flags))
    assert (known, known.flags, known.groups) == (anew, anew.flags, anew.groups)
    assert known.groupindex == anew.groupindex
    assert [match.span() for match in known.finditer(text)] == [match.span() for match in anew.finditer(text)]
    assert known.search(text), "the text has something to match"


def test_other_patterns_are_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "compile", compiler.compile)
    remember_patterns({("a", 0): ()})
    assert compiler.compile("b+", re.IGNORECASE).fullmatch("bB")
    assert compiler.compile(parser.parse("c+")).fullmatch("cc")
    with pytest.raises(re.error, match="unterminated"):
        compiler.compile("(")
