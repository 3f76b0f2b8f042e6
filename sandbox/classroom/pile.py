"""A file from a learning platform → the submissions in it: one, or all in a zip file, as Moodle and Canvas make it.

A newcomer would tell them apart by their names. A submission is what has `manifest.json` at its top; platforms rename
files as they like.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from sandbox.classroom.submission import MANIFEST, MAX_ZIP

#: Files that a pile may hold, and bytes of one of them; a submission as text is longer.
MOST_FILES = 5_000
MOST_BYTES = 2 * MAX_ZIP
#: Of all together.
MOST_TOGETHER = 500_000_000
TOO_MUCH = f"comes after {MOST_TOGETHER:,} bytes of other submissions: hand them over in parts"
_ENDINGS = (".zip", ".txt")


def unpile(name: str, data: bytes) -> Iterator[tuple[str, bytes | str]]:
    """Name → content of each submission; a text in its place says why a file cannot be taken.

    What holds no submissions is handed out as it is, so that whoever reads it says what is wrong with it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if _counts(info)]
            if not members or MANIFEST in archive.namelist():
                yield name, data
                return
            if len(members) > MOST_FILES:
                yield name, f"holds {len(members):,} submissions, more than {MOST_FILES:,}: hand them over in parts"
                return
            left = MOST_TOGETHER
            for info in members:
                content = _member(archive, info, min(MOST_BYTES, left)) if left > 0 else TOO_MUCH
                left -= len(content) if isinstance(content, bytes) else 0
                yield info.filename, content
    except Exception:  # zipfile stumbles over damaged files in a dozen ways
        yield name, data


def _counts(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return info.filename.lower().endswith(_ENDINGS) and "__MACOSX" not in path.parts


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | str:
    try:
        with archive.open(info) as member:  # its header may lie about the size
            content = member.read(most + 1)
    except Exception as error:
        return f"cannot be unpacked ({error})"
    if len(content) <= most:
        return content
    return TOO_MUCH if most < MOST_BYTES else f"has more than {most:,} bytes, and no honest submission has so many"
