"""The folder that holds the project: written at the start, watched for what the app writes.

Changes are found by size and time of modification, so the app may write in any way it likes, SQLite included. Clocks of
file systems are coarse (4 ms on Linux), so two writes of the same size can look like one: files that are younger than
the clock is fine are compared by content.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from shutil import rmtree

from sandbox.bridge.refusals import BadName

#: Nanoseconds.
COARSE = 1_000_000_000
#: Written by Python and pytest, not by the app.
IGNORED = ("__pycache__", ".pytest_cache")
Signature = tuple[int, int]
#: Of a file that could not be read: like none that can.
UNREAD: Signature = (-1, -1)


class Workspace:
    """`root` need not exist before the first `write`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: dict[str, Signature] = {}
        self._young: dict[str, bytes] = {}

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Replaces the folder's content. Raises `BadName` for a name that cannot be a file inside the folder."""
        self._clear()
        self.put(files, ())

    def update(self, files: Mapping[str, str | bytes]) -> None:
        """As `write`, but what is the same already keeps its time, and folders stay. Raises `BadName`."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.put(files, [name for name, _ in self._scan() if name not in files])

    def put(self, files: Mapping[str, str | bytes], removed: Iterable[str]) -> None:
        """Changes the folder from outside, which `changes` does not report. Raises `BadName`.

        Files are written in place: whoever has one open, as SQLite may, reads the new content.
        """
        for name in removed:
            self._inside(name).unlink(missing_ok=True)
        for name, content in files.items():
            target, data = self._inside(name), content.encode() if isinstance(content, str) else bytes(content)
            try:
                if not target.is_file() or target.read_bytes() != data:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
            except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
                raise BadName(f"{name!r} cannot be both a file and a folder of the project") from error
        self.changes()

    def changes(self) -> tuple[dict[str, bytes], list[str]]:
        """Files written and names removed since the last call."""
        now, young = dict(self._scan()), {}
        written = {}
        oldest = time.time_ns() - COARSE
        for name, signature in now.items():
            if signature == self._seen.get(name) and name not in self._young:
                continue
            try:
                content = (self.root / name).read_bytes()
            except OSError:  # the app has closed it to everybody; later it may be open again
                now[name] = UNREAD
                continue
            if signature != self._seen.get(name) or content != self._young[name]:
                written[name] = content
            if signature[1] > oldest:
                young[name] = content
        removed = [name for name in self._seen if name not in now]
        self._seen, self._young = now, young
        return written, removed

    def _clear(self) -> None:
        """Empties the folder; the folder itself stays, since it can be the current one."""
        self.root.mkdir(parents=True, exist_ok=True)
        for path in self.root.iterdir():
            if path.is_dir() and not path.is_symlink():
                rmtree(path)
            else:
                path.unlink()
        self._seen, self._young = {}, {}

    def _inside(self, name: str) -> Path:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name or "\\" in name:
            raise BadName(f"{name!r} is not a path inside the project; expected one like templates/home.html")
        return self.root / path

    def _scan(self, folder: str = "") -> Iterator[tuple[str, Signature]]:
        with os.scandir(self.root / folder) as entries:
            for entry in entries:
                name = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in IGNORED:
                        yield from self._scan(f"{name}/")
                    continue
                try:
                    status = entry.stat() if entry.is_file() else None
                except OSError:  # a link to itself; in the browser also a long name, which is cut
                    continue
                if status:
                    yield name, (status.st_size, status.st_mtime_ns)
