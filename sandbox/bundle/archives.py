"""The library, Flask and the bridge in one archive of two pieces: what a first response needs, and the rest.

Nothing inside is compressed: the pieces are compressed as a whole, which is smaller, and read faster.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

#: What at least this share of the playgrounds loads before the first response belongs to the first piece.
SHARE = 0.1
#: What is left out of bytecode archives: records for installers, most of pytest's highlighter, templates of projects,
#: which come as sources.
_DROPPED = re.compile(
    r".*/py\.typed|.*\.dist-info/(RECORD|WHEEL|top_level\.txt)|.*/templates/.*\.pyc"
    r"|pygments/lexers/(?!__init__|_mapping|python|special|diff).*"
    r"|pygments/(styles/(?!__init__|_mapping|default).*|formatters/(?!__init__|_mapping|terminal\.).*)"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def repack(sources: Iterable[Path], target: Path, compression: int = zipfile.ZIP_STORED) -> None:
    """Writes what the archives `sources` hold into `target`: sorted, undated, without what no one would miss."""
    entries: dict[str, bytes] = {}
    for source in sources:
        with zipfile.ZipFile(source) as archive:
            for info in archive.infolist():
                if not info.is_dir() and not _DROPPED.fullmatch(info.filename):
                    entries[info.filename] = archive.read(info)
    with zipfile.ZipFile(target, "w", compression, compresslevel=9) as archive:
        _write(archive, entries, sorted(entries), compression)


def common(used: Iterable[Iterable[str]]) -> set[str]:
    """What enough playgrounds use before their first response; `used` is what each of them does."""
    lists = [set(names) for names in used]
    counts = Counter(name for names in lists for name in names)
    return {name for name, count in counts.items() if count >= SHARE * len(lists)}


def split(whole: Path, first: Collection[str]) -> tuple[bytes, bytes]:
    """The two pieces of `whole`: an archive of its own, and what continues it from where its directory starts.

    `first` are the entries of modules that a first response needs.
    """
    with zipfile.ZipFile(whole) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    later = {name for name in entries if name.endswith(".pyc") and name not in first}
    later |= {name for name in entries if "/licenses/" in name or _packages(name) & later}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _write(archive, entries, [name for name in entries if name not in later])
        boundary = archive.start_dir
    core = buffer.getvalue()
    with zipfile.ZipFile(buffer, "a") as archive:
        _write(archive, entries, [name for name in entries if name in later])
    return core, buffer.getvalue()[boundary:]


def _packages(name: str) -> set[str]:
    """The packages that an entry is in: it comes with them, since a folder alone would pass for a namespace package."""
    return {f"{folder}/__init__.pyc" for folder in PurePosixPath(name).parents}


def modules(names: Iterable[str]) -> list[str]:
    """Entries of an archive as names of modules: `email/__init__.pyc` → `email`."""
    paths = (name.removesuffix(".pyc").removesuffix("/__init__") for name in names if name.endswith(".pyc"))
    return sorted(path.replace("/", ".") for path in paths)


def _write(
    archive: zipfile.ZipFile, entries: Mapping[str, bytes], names: Iterable[str], compression: int = zipfile.ZIP_STORED
) -> None:
    for name in names:
        archive.writestr(zipfile.ZipInfo(name, _EPOCH), entries[name], compression, 9)
