"""Modules of the library that are still on their way while the first app starts.

The archive of the library comes in two pieces: what a first response needs, and the rest, which is the continuation of
the same file. An import that comes too early is noted here; whoever asked then waits for the rest and runs again.
"""

from __future__ import annotations

import encodings
import sys
import zipimport
from collections.abc import Iterable
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

#: Length of a zip file's last record without a comment, and where in it the start of the directory stands (bytes).
END_RECORD, DIRECTORY_START = 22, 16


class Arriving(MetaPathFinder):
    """Asked last, so only for what nobody else found. `names` are the modules of the rest, with dots."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self.missed = False
        sys.meta_path.append(self)

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> None:
        """Finds nothing, and notes what can be found later."""
        self.missed = self.missed or fullname in self._names

    def arrived(self, archive: str) -> None:
        """The rest has been written into the file `archive`; modules loaded from it before stay where they are."""
        sys.meta_path.remove(self)
        # All importers of an archive share this dict. importlib.invalidate_caches() would read the file once for each.
        internals: Any = zipimport
        internals._zip_directory_cache[archive].update(internals._read_directory(archive))
        # `encodings` remembers a codec that it did not find, and would not look again. Jinja's strings need one.
        remembered: dict[str, Any] = vars(encodings)["_cache"]
        for name in [name for name, codec in remembered.items() if codec is None]:
            del remembered[name]


def end_of_first(archive: str) -> int:
    """Where the rest has to be written, in bytes from the start: over the directory of the first piece."""
    with Path(archive).open("rb") as file:
        file.seek(-END_RECORD + DIRECTORY_START, 2)
        return int.from_bytes(file.read(4), "little")
