"""New lessons and playgrounds: files that pass every check, to be replaced piece by piece.

Everything is made up first and written last, so that a refusal leaves nothing behind.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from string import Template

from sandbox.authoring.nav import with_page
from sandbox.errors import AuthorError, nearest
from sandbox.lessons import NAME, lesson_ids
from sandbox.nav import SETTINGS, parse_nav

SKELETON = Path(__file__).parent / "skeleton"
_ONWARD = re.compile(r"^## .*\bnext\b.*$", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
Files = dict[str, str]


def new_lesson(root: Path, lesson: str, title: str | None, track_title: str | None) -> list[str]:
    """Writes a lesson with an example and an exercise, its page, and the page into `nav`.

    :returns: the files that were written or changed, relative to the project.
    :raises AuthorError: for a name that cannot be, or for a file that is there already.
    """
    where = f"lessons/{lesson}"
    track, _ = _parts(lesson, 2, "<track>/<lesson>")
    words = title or _words(lesson)
    example, exercise = f"{lesson}/example", f"{lesson}/exercise"
    onward, onward_title = _onward(root, f"{track}/")
    page = _filled(
        "page.md",
        title=words,
        example=_fragment("example.md", example),
        exercise=_fragment("exercise.md", exercise),
        onward=onward,
        onward_title=onward_title,
    )
    table = _filled("lesson.toml", title=words.replace("\\", "\\\\").replace('"', '\\"'))
    made = {
        f"docs/{lesson}.md": page,
        f"{where}/lesson.toml": table + _filled("exercise.toml", name="exercise"),
        **_project("example", f"lessons/{example}"),
        **_project("exercise", f"lessons/{exercise}"),
    }
    _refuse(root, [where, *made])
    tracks = sorted({known.partition("/")[0] for known in lesson_ids(root)})
    settings = _text(root, SETTINGS)
    changed = with_page(settings, f"{lesson}.md", tracks, track_title)
    return _write(root, made, {SETTINGS: changed} if changed != settings else {})


def new_playground(root: Path, playground: str, exercise: bool) -> list[str]:
    """Writes one more playground of a lesson, with its fence, and its table if it is an exercise.

    :returns: as `new_lesson`.
    :raises AuthorError: as `new_lesson`, and where there is no such lesson or page.
    """
    *_, name = _parts(playground, 3, "<track>/<lesson>/<playground>")
    lesson = playground.rpartition("/")[0]
    known = lesson_ids(root)
    if lesson not in known:
        near = nearest(lesson, known) or "; `new lesson` makes one"
        raise AuthorError(f"lessons/{lesson}", None, f"is no lesson{near}")
    kind = "exercise" if exercise else "example"
    made = _project(kind, f"lessons/{playground}")
    _refuse(root, [f"lessons/{playground}", *made])
    page, table = f"docs/{lesson}.md", f"lessons/{lesson}/lesson.toml"
    text = _text(root, page)
    fragment = _fragment(f"{kind}.md", playground)
    *_, end = [len(text), *(match.start() for match in _ONWARD.finditer(text))]
    before = text[:end].rstrip("\n")
    changed = {page: f"{before}\n\n{fragment}\n{text[end:]}".rstrip("\n") + "\n"}
    if exercise:
        changed[table] = _text(root, table).rstrip("\n") + "\n" + _filled("exercise.toml", name=name)
    return _write(root, made, changed)


def _parts(given: str, count: int, form: str) -> list[str]:
    parts = given.split("/")
    if len(parts) != count or not all(NAME.fullmatch(part) for part in parts):
        message = f"found the name, expected {form} in small letters, digits and single hyphens"
        raise AuthorError(given or '""', None, message)
    return parts


def _words(name: str) -> str:
    return name.rpartition("/")[2].replace("-", " ").capitalize()


def _filled(template: str, **values: str) -> str:
    return Template((SKELETON / template).read_text("utf-8")).substitute(values)


def _fragment(template: str, playground: str) -> str:
    return _filled(template, id=playground, words=_words(playground))


def _project(kind: str, where: str) -> Files:
    folder = SKELETON / kind
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {f"{where}/{path.relative_to(folder).as_posix()}": path.read_text("utf-8") for path in paths}


def _onward(root: Path, track: str) -> tuple[str, str]:
    """Address and title of a page to go on with: the last of the same track, or the front page."""
    nav = parse_nav(_text(root, SETTINGS)) or ()
    same = [entry.page for entry in nav if entry.page.startswith(track)]
    page = (same or ["index.md"])[-1]
    found = _TITLE.search(_text(root, f"docs/{page}"))
    address = page.removeprefix(track) if same else f"../{page}"
    return address, found[1].strip() if found else _words(page.removesuffix(".md"))


def _text(root: Path, where: str) -> str:
    try:
        return (root / where).read_text("utf-8")
    except FileNotFoundError:
        raise AuthorError(where, None, "is missing") from None
    except UnicodeDecodeError:
        raise AuthorError(where, None, "is not UTF-8 text") from None


def _refuse(root: Path, names: list[str]) -> None:
    for name in names:
        if os.path.lexists(root / name):
            raise AuthorError(name, None, "is there already; choose another name, or remove it first")


def _write(root: Path, made: Files, changed: Files) -> list[str]:
    for name, text in {**made, **changed}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return [*made, *changed]
