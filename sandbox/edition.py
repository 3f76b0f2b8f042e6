"""Which edition of an exercise it is: 12 hex digits over its files and checks, and the same for the files alone.

A newcomer would count versions. Nobody has to: the same files have the same edition on every site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sandbox.lessons import Playground


def edition(playground: Playground) -> str:
    """Tells which starter and which checks an exercise had when it was assigned or handed in: 12 hex digits."""
    return _digest({**playground.project.files, **playground.project.checks})


def files_version(files: Mapping[str, str]) -> str:
    """Tells a saved draft which starter it began from; checks and assets are not part of a draft."""
    return _digest(files)


def _digest(files: Mapping[str, str]) -> str:
    text = json.dumps(dict(files), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
