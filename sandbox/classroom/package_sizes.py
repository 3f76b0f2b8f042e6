"""What a package weighs, and which limits it may meet.

The limits are those that the systems have as delivered; whoever runs one may have set others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

MEGABYTE = 1_000_000
LIMITS = (
    "As delivered, PHP, on which Moodle runs, takes files of 2 MB (upload_max_filesize) in requests of 8 MB "
    "(post_max_size), and Canvas has 500 MB for all files of a course. Whoever runs your LMS may have set other limits."
)


def sizes(package: Path) -> Iterator[str]:
    """Lines for the instructor: the whole, its parts from the largest on, and the remark about limits."""
    with ZipFile(package) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    whole = package.stat().st_size
    yield f"{package}: {_megabytes(whole)}, unpacked {_megabytes(unpacked)} in {len(entries)} files"
    parts: Counter[str] = Counter()
    for entry in entries:
        parts[_part(entry.filename)] += entry.compress_size
    yield from (f"  {_megabytes(size):>8}  {part}" for part, size in parts.most_common())
    yield LIMITS


def _part(name: str) -> str:
    folder, _, file = name.rpartition("/")
    if folder.endswith("/bundle"):
        if file.endswith(".whl"):
            return "packages that the lessons and their checks import"
        return "Ruff, for the editor" if file.startswith("ruff") else "Python and Flask"
    if file.endswith(".js"):
        return "scripts"
    return "styles and fonts" if file.endswith((".css", ".woff2")) else "pages and the rest"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
