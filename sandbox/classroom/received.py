"""`received.csv`: when the files came in, as the instructor's own system has it. It wins over what a manifest says.

A newcomer would trust the manifest: its moment is that of the learner's clock, which anybody can set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sandbox.errors import AuthorError, listed, nearest


def read_received(path: Path, files: Collection[str]) -> dict[str, datetime]:
    """File → moment, from a table with the columns `file` and `received`.

    :raises AuthorError: for another table, an unknown file, or a moment without a time zone.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise AuthorError(path.name, None, "is not UTF-8 text") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if missing := [name for name in ("file", "received") if name not in (reader.fieldnames or ())]:
        found = listed(reader.fieldnames or ())
        raise AuthorError(path.name, 1, f"has no column {listed(missing)}; found {found}")
    moments: dict[str, datetime] = {}
    for row in reader:
        file, word = (row["file"] or "").strip(), (row["received"] or "").strip()
        if file not in files:
            raise AuthorError(path.name, reader.line_num, f'"{file}" is no submission{nearest(file, files)}')
        try:
            moment = datetime.fromisoformat(word)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            expected = "expected a moment with an offset, such as 2026-12-01T23:59:00+01:00"
            raise AuthorError(path.name, reader.line_num, f'"{word}", {expected}')
        moments[file] = moment
    return moments
