"""Adding a page to `nav` of mkdocs.yml without touching the rest of the file.

A newcomer would get this wrong: mkdocs.yml is changed as text, because a loader of YAML would lose its comments.
"""

from __future__ import annotations

import re

from sandbox.errors import AuthorError
from sandbox.nav import SETTINGS, parse_nav

_ENTRY = re.compile(r"""(?P<indent>\s*)-\s+(?:[^#'"]*:\s+)?["']?(?P<page>[\w./-]+\.md)["']?\s*(?:#.*)?""")
_SECTION = re.compile(r"(?P<indent>\s*)-\s+.*:\s*(?:#.*)?")


def with_page(text: str, page: str, tracks: list[str], track_title: str | None) -> str:
    """mkdocs.yml with one more page, as the last of its track; a new track comes behind those that are there.

    :param page: `<track>/<lesson>.md`.
    :param tracks: all tracks that have lessons.
    :param track_title: heading of a new track.
    :raises AuthorError: where it cannot be added without a guess.
    """
    before = _names(text)
    if before is None or page in before:
        return text
    track = page.partition("/")[0]
    lines = text.split("\n")
    places = [(number, match) for number, line in enumerate(lines) if (match := _ENTRY.fullmatch(line))]
    same = [(number, match) for number, match in places if match["page"].startswith(f"{track}/")]
    others = [(number, match) for number, match in places if match["page"].partition("/")[0] in tracks]
    if same:
        number, match = same[-1]
        lines.insert(number + 1, f"{match['indent']}- {page}")
    elif not track_title:
        message = f'has no pages of the track "{track}" in nav; name the new one: --track-title "{track.capitalize()}"'
        raise AuthorError(SETTINGS, None, message, "not-in-nav")
    else:
        number = (others or places)[-1][0] if others or places else len(lines) - 1
        section = next((s for line in reversed(lines[:number]) if (s := _SECTION.fullmatch(line))), None)
        outer = section["indent"] if section else "  "
        lines[number + 1 : number + 1] = [f"{outer}- {track_title}:", f"{outer}    - {page}"]
    changed = "\n".join(lines)
    if sorted(_names(changed) or []) != sorted([*before, page]):
        raise AuthorError(SETTINGS, None, f"has a nav that cannot be added to by itself; write {page} into it")
    return changed


def _names(text: str) -> list[str] | None:
    nav = parse_nav(text)
    return None if nav is None else [entry.page for entry in nav]
