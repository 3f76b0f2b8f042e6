"""A lesson or an assignment as a SCORM package: `imsmanifest.xml`, one SCO, and everything that it needs.

One SCO, its start page, holds all lessons in a frame: a session with an LMS cannot be opened twice in one launch, and
one score for the whole is what an instructor wants. The start page's script is `web/lms/`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sandbox.classroom.exports import Export
from sandbox.classroom.package_course import Packed, course_of, lessons_of
from sandbox.classroom.package_files import files_for, payload_faults
from sandbox.classroom.package_page import PackagePage
from sandbox.classroom.scorm_manifest import EDITIONS, identifier, manifest
from sandbox.errors import Fault
from sandbox.offline import payloads_of

START = "index.html"
_TEMPLATES = Path(__file__).with_name("templates") / "package"
_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def scorm12(export: Export) -> Path:
    """Writes a package for SCORM 1.2. Raises `Fault` for what cannot be packed."""
    return _write(export, "scorm12")


def scorm2004(export: Export) -> Path:
    """Writes a package for SCORM 2004, 4th edition. Raises `Fault` for what cannot be packed."""
    return _write(export, "scorm2004")


def _write(export: Export, form: str) -> Path:
    if export.out.suffix.lower() != ".zip":
        raise Fault(f"--out is {export.out.name}, expected a name that ends in .zip, which is what an LMS takes")
    if not (export.site / "index.html").is_file():
        raise Fault(f"the site is not built in {export.site}; run `python3 dev.py build` first, or say --built")
    lessons = list(lessons_of(export))
    course = course_of(export, form, lessons)
    pages, needed, payloads = _pages(export, course, lessons)
    editions = {one.id: one.edition for entry, _ in lessons for one in entry.exercises}
    if old := payload_faults(payloads, editions):
        raise Fault(f"the built site has another {old[0]} than lessons/; run `python3 dev.py build` first")
    files = files_for(export.site, needed, list(payloads.values())) | pages
    files["package.js"] = (_TEMPLATES / "package.js").read_bytes()
    name = identifier(export.lesson or course["fragment"])
    listed = manifest(EDITIONS[form], name, course["title"], START, sorted(files))
    beside = export.out.with_name(f"{export.out.name}.new")
    try:
        _pack(beside, {"imsmanifest.xml": listed, **dict(sorted(files.items()))})
        beside.replace(export.out)
    finally:
        beside.unlink(missing_ok=True)
    return export.out


def _pages(
    export: Export, course: dict[str, Any], lessons: list[Packed]
) -> tuple[dict[str, bytes], set[str], dict[str, dict[str, Any]]]:
    """Pages by path, the files of the site that they name, and the playgrounds on them by name."""
    made: dict[str, bytes] = {}
    needed: set[str] = set()
    payloads: dict[str, dict[str, Any]] = {}
    addresses = [entry.address for entry, _ in lessons]
    for entry, _ in lessons:
        file = export.site / entry.address / "index.html"
        if not file.is_file():
            raise Fault(f"the built site has no page {entry.address}; run `python3 dev.py build` first")
        text = file.read_text("utf-8")
        page = PackagePage(text, entry.address, addresses, course["site"])
        payloads |= {payload["name"]: payload for payload in payloads_of(text)}
        needed |= {*page.styles, *page.files}
        up = "../" * entry.address.count("/")
        told = {"course": course, "lang": page.lang, "up": up, "title": entry.title, "article": Markup(page.article)}
        html = _environment.get_template("lesson.html").render(styles=[up + style for style in page.styles], **told)
        made[f"{entry.address}index.html"] = html.encode()
    written = json.dumps(course, ensure_ascii=False).replace("<", "\\u003c")
    told = {"course": course, "lang": page.lang, "styles": page.styles, "course_json": Markup(written)}
    made[START] = _environment.get_template("start.html").render(told).encode()
    return made, needed, payloads


def _pack(path: Path, files: dict[str, bytes]) -> None:
    """The same files give the same bytes: no entry has a time."""
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            packed = name.endswith((".bin", ".whl", ".woff2"))
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
