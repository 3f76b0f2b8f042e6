"""The pages in `nav` of mkdocs.yml, in order, with their line; and adding one without touching the rest of the file.

A newcomer would get this wrong: mkdocs.yml names Python functions by YAML tags, so YAML's safe loader refuses it, and
any loader would lose its comments. So it is read by a loader that passes over tags, and changed as text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sandbox.errors import AuthorError

SETTINGS = "mkdocs.yml"
_ENTRY = re.compile(r"""(?P<indent>\s*)-\s+(?:[^#'"]*:\s+)?["']?(?P<page>[\w./-]+\.md)["']?\s*(?:#.*)?""")
_SECTION = re.compile(r"(?P<indent>\s*)-\s+.*:\s*(?:#.*)?")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # yaml publishes no types
    """Reads the names of functions as nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def nav_pages(text: str) -> list[str] | None:
    """The pages in order, relative to docs/; None where there is no `nav`, so that every page is in it.

    :raises AuthorError: where the text is no YAML.
    """
    try:
        settings = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "cannot be read"
        raise AuthorError(SETTINGS, mark.line + 1 if mark else None, f"is not YAML: {reason}", "not-yaml") from None
    if not isinstance(settings, dict) or settings.get("nav") is None:
        return None
    return list(_pages(settings["nav"]))


def _pages(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry] if entry.endswith(".md") else []
    parts = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else []
    return [page for part in parts for page in _pages(part)]


def with_page(text: str, page: str, tracks: list[str], track_title: str | None) -> str:
    """mkdocs.yml with one more page, as the last of its track; a new track comes behind those that are there.

    :param page: `<track>/<lesson>.md`.
    :param tracks: all tracks that have lessons.
    :param track_title: heading of a new track.
    :raises AuthorError: where it cannot be added without a guess.
    """
    before = nav_pages(text)
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
    if sorted(nav_pages(changed) or []) != sorted([*before, page]):
        raise AuthorError(SETTINGS, None, f"has a nav that cannot be added to by itself; write {page} into it")
    return changed
