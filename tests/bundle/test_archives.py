"""The archive of two pieces: the first works alone, and both together are the whole."""

from __future__ import annotations

import codecs
import encodings
import importlib
import zipfile
from pathlib import Path

import pytest

from sandbox.bridge.arriving import Arriving, end_of_first
from sandbox.bundle.archives import common, modules, repack, split

ENTRIES = {
    "drinks/__init__.py": "from drinks import tea",
    "drinks/tea.py": "leaves = 3",
    "drinks/coffee.py": "beans = 60",
    "drinks/cups/__init__.py": "",
    "drinks/cups/pattern.txt": "blue",
    "drinks.dist-info/METADATA": "Name: drinks",
    "drinks.dist-info/RECORD": "of no use",
    "drinks/py.typed": "",
}
#: A module that is also found as a codec.
COFFEE = """
import codecs
beans = 60
def getregentry(): return codecs.lookup("ascii")
"""


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """An archive with the sources under the names of bytecode; only the names matter to `split`."""
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in ENTRIES.items():
            archive.writestr(name.replace(".py", ".pyc") if name.endswith(".py") else name, text)
    repack([path], path)
    return path


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return set(archive.namelist())


def test_what_no_one_would_miss_is_left_out(whole: Path) -> None:
    assert {"drinks.dist-info/RECORD", "drinks/py.typed"}.isdisjoint(names(whole))
    assert "drinks.dist-info/METADATA" in names(whole)


def test_the_first_piece_holds_what_enough_playgrounds_use(whole: Path, tmp_path: Path) -> None:
    used = [["drinks/__init__.pyc", "drinks/tea.pyc"]] * 19 + [["drinks/coffee.pyc"]]
    core, rest = split(whole, common(used))
    (tmp_path / "core.zip").write_bytes(core)
    # A folder's data comes with its package, which nobody used.
    assert names(tmp_path / "core.zip") == {"drinks/__init__.pyc", "drinks/tea.pyc", "drinks.dist-info/METADATA"}
    with zipfile.ZipFile(tmp_path / "core.zip") as archive:
        (tmp_path / "both.zip").write_bytes(core[: archive.start_dir] + rest)
    assert names(tmp_path / "both.zip") == names(whole)


def test_entries_as_modules() -> None:
    assert modules(["b.pyc", "a/__init__.pyc", "a/c.pyc", "a/data.txt"]) == ["a", "a.c", "b"]


def test_python_goes_on_with_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sources.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("drinks_/__init__.py", "")
        archive.writestr("drinks_/tea.py", "leaves = 3")
        archive.writestr("drinks_/coffee.py", COFFEE)
    core, rest = halves(path)
    path.write_bytes(core)
    monkeypatch.syspath_prepend(path)
    monkeypatch.setattr(encodings, "__path__", [*encodings.__path__, f"{path}/drinks_"])
    arriving = Arriving(["drinks_.coffee"])
    assert importlib.import_module("drinks_.tea").leaves == 3
    assert not arriving.missed
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("drinks_.nowhere")
    assert not arriving.missed
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("drinks_.coffee")
    assert arriving.missed
    with pytest.raises(LookupError):
        codecs.lookup("coffee")
    with path.open("r+b") as file:
        file.seek(end_of_first(str(path)))
        file.write(rest)
    arriving.arrived(str(path))
    assert importlib.import_module("drinks_.coffee").beans == 60
    assert codecs.lookup("coffee").name == "ascii"


def halves(path: Path) -> tuple[bytes, bytes]:
    """`split` for sources, which this Python can import."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    first = path.with_name("first.zip")
    with zipfile.ZipFile(first, "w") as archive:
        for name in ("drinks_/__init__.py", "drinks_/tea.py"):
            archive.writestr(zipfile.ZipInfo(name), entries[name])
        boundary = archive.start_dir
    core = first.read_bytes()
    with zipfile.ZipFile(first, "a") as archive:
        archive.writestr(zipfile.ZipInfo("drinks_/coffee.py"), entries["drinks_/coffee.py"])
    return core, first.read_bytes()[boundary:]
