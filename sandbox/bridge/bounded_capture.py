"""What pytest captures of a check's output, with a bound: a check that prints without end would use up the memory.

pytest has no setting for it, so while the checks run, the class that it captures with is replaced by one of its kind.
"""

from __future__ import annotations

from io import BytesIO
from typing import cast

from _pytest.capture import CaptureIO

#: Bytes that are kept of each stream in each phase of a check.
CAPTURED = 4 * 1024 * 1024


class BoundedCapture(CaptureIO):
    """Forgets what is written once it is full; whoever writes does not notice."""

    def write(self, text: str) -> int:
        if cast(BytesIO, self.buffer).tell() < CAPTURED:
            super().write(text[:CAPTURED])
        return len(text)
