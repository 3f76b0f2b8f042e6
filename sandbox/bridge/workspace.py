"""The folder that holds the project: written at the start, watched for what the app writes.

Changes are found by size and time of modification, so the app may write in any way it likes, SQLite included.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

Signature = tuple[int, int]


class Workspace:
    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: dict[str, Signature] = {}

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Replaces the folder's content. Raises `ValueError` for a name that leads out of it."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        for name, content in files.items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or not path.parts:
                raise ValueError(f"{name!r} is not a path inside the project")
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else bytes(content))
        self._seen = dict(self._scan())

    def changes(self) -> tuple[dict[str, bytes], list[str]]:
        """Files written and names removed since the last call."""
        now = dict(self._scan())
        written = {name: (self.root / name).read_bytes() for name in now if now[name] != self._seen.get(name)}
        removed = [name for name in self._seen if name not in now]
        self._seen = now
        return written, removed

    def _scan(self) -> Iterator[tuple[str, Signature]]:
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in ("__pycache__", ".pytest_cache")]
            for name in names:
                path = Path(folder, name)
                status = path.stat()
                yield path.relative_to(self.root).as_posix(), (status.st_size, status.st_mtime_ns)
