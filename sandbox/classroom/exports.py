"""What is exported and where to, as every format gets it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sandbox.classroom.assignment import Assignment


@dataclass(frozen=True)
class Export:
    """Either `lesson`, an id that exists, or `assignment`, completed.

    :param root: folder of the project, with lessons/ and docs/.
    :param site: folder of the built site, which may be missing or old.
    :param out: a file that does not exist.
    :param address: of the site that readers use, as the instructor typed it.
    :param xapi: an endpoint as typed, `launch`, or None.
    """

    root: Path
    site: Path
    lesson: str | None
    assignment: Assignment | None
    out: Path
    address: str | None = None
    xapi: str | None = None
