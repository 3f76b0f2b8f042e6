"""The map's lines: which lesson needs which, drawn beside an ordered list as a railway map draws its lines.

Every row of the list has its own piece of the drawing, which stretches with the row, so that text may wrap and be as
large as the reader likes. A lesson is a station at the right edge; a line leaves it downwards, in a lane of its own,
and bends into each lesson that needs it. Two neighbours are joined directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sandbox.curriculum import Curriculum, LessonEntry, Track


@dataclass(frozen=True)
class MapRow:
    """A lesson and its piece of the drawing, the `d` of an SVG path.

    The path's box is `LessonMap.width` wide and 2 high; the station is at its right edge, half a unit in, at 1.
    """

    lesson: LessonEntry
    lines: str


@dataclass(frozen=True)
class MapTrack:
    """`lines` is the piece beside the track's heading."""

    track: Track
    lines: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True)
class LessonMap:
    """`width` is the number of lanes, the one of the stations included."""

    width: int
    tracks: tuple[MapTrack, ...]


@dataclass
class _Line:
    """From the lesson in row `start` to those in rows `ends`; lane 0 is nearest to the stations."""

    start: int
    ends: list[int]
    lane: int


def lesson_map(curriculum: Curriculum) -> LessonMap:
    """All lessons in order, each track below its heading, which is a row too."""
    rows: dict[str, int] = {}
    heads: dict[str, int] = {}
    for track in curriculum.tracks:
        heads[track.id] = len(heads) + len(rows)
        rows.update((lesson.id, row) for row, lesson in enumerate(track.lessons, heads[track.id] + 1))
    direct = needed_directly(curriculum.lessons)
    ends: dict[int, list[int]] = {}
    for name, row in rows.items():
        for required in direct[name]:
            if rows[required] < row:  # upwards there is no line, only the words beside it
                ends.setdefault(rows[required], []).append(row)
    trunks = {row: after for row, after in pairwise(rows.values()) if after in ends.get(row, ())}
    lines = _in_lanes({row: [end for end in below if end != trunks.get(row)] for row, below in ends.items()})
    width = 1 + max((line.lane + 1 for line in lines), default=0)
    return LessonMap(
        width,
        tuple(
            MapTrack(
                track,
                _draw(heads[track.id], width, lines, trunks),
                tuple(MapRow(lesson, _draw(rows[lesson.id], width, lines, trunks)) for lesson in track.lessons),
            )
            for track in curriculum.tracks
        ),
    )


def needed_directly(lessons: Sequence[LessonEntry]) -> dict[str, list[str]]:
    """What each lesson requires, without what another of its requirements needs anyway. None is in a circle."""
    requires = {lesson.id: lesson.requires for lesson in lessons}

    @cache
    def behind(name: str) -> frozenset[str]:
        return frozenset(requires[name]).union(*map(behind, requires[name]))

    return {
        name: [required for required in wanted if not any(required in behind(other) for other in wanted)]
        for name, wanted in requires.items()
    }


def _in_lanes(ends: dict[int, list[int]]) -> list[_Line]:
    """A lane for each line, the nearest one that is free; a lane is free from the row on in which its line ended."""
    free_from: list[int] = []
    lines = []
    for start in sorted(row for row, below in ends.items() if below):
        lane = next((lane for lane, row in enumerate(free_from) if row <= start), len(free_from))
        free_from[lane : lane + 1] = [max(ends[start])]
        lines.append(_Line(start, ends[start], lane))
    return lines


def _draw(row: int, width: int, lines: list[_Line], trunks: dict[int, int]) -> str:
    """The piece of all lines that is in one row."""
    right = width - 0.5
    path = []
    for line in lines:
        x = right - line.lane - 1
        if row == line.start:
            path.append(f"M{right} 1C{right} 1.6 {x} 1.4 {x} 2")
        elif line.start < row < max(line.ends):
            path.append(f"M{x} 0V2")
        if row in line.ends:
            path.append(f"M{x} 0C{x} .6 {right} .4 {right} 1")
    for start, end in trunks.items():
        if start <= row <= end:
            path.append(f"M{right} {1 if row == start else 0}V{1 if row == end else 2}")
    return "".join(path)
