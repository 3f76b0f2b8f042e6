"""What a learner hands in, `*.flaskroom.zip`, read with suspicion: a stranger wrote everything in it (format 1).

Nothing is unpacked to a disk here. The manifest's words about results are a self-report, and its hashes tell only
whether a file was changed after the page had written it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jsonschema import Draft7Validator

from sandbox.classroom.assignment import FORMAT, Assignment, from_fragment, newer
from sandbox.errors import Fault

MANIFEST = "manifest.json"
#: Bytes and numbers that no honest submission comes near.
MAX_ZIP = 20_000_000
MAX_UNPACKED = 40_000_000
MAX_MANIFEST = 2_000_000
MAX_FILES = 2_000
MAX_NAME = 300
#: A submission as text, for places where files are not accepted.
BEGIN, END = "-----BEGIN FLASKROOM SUBMISSION-----", "-----END FLASKROOM SUBMISSION-----"
_SCHEMA = Path(__file__).with_name("submission.schema.json")


class Refused(Exception):
    """Why a file cannot be read as a submission: a sentence for the instructor."""


@dataclass(frozen=True)
class Work:
    """One exercise. `files` are the learner's (path → bytes); `results` are (label, outcome), as they reported."""

    name: str
    edition: str
    files: Mapping[str, bytes]
    results: tuple[tuple[str, str], ...] = ()
    checked: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True)
class Submission:
    """`notes` say what is odd and no reason to refuse it, such as a file that was changed after the page wrote it."""

    assignment: Assignment
    learner: Mapping[str, str]
    made: datetime
    works: Mapping[str, Work]
    notes: tuple[str, ...]
    digest: str


def read_submission(data: bytes) -> Submission:
    """A zip file, or the same as text.

    :raises Refused: for whatever is no submission, is damaged, or is larger than any honest one.
    """
    if BEGIN.encode() in data[:10_000]:
        data = _from_text(data)
    if len(data) > MAX_ZIP:
        raise Refused(f"has {len(data):,} bytes, and no honest submission has more than {MAX_ZIP:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _unpack(archive)
    except Refused:
        raise
    except Exception as error:  # zipfile stumbles over damaged files in a dozen ways, IndexError among them
        raise Refused(f"is no zip file, or a damaged one ({error})") from error
    return _submission(files, hashlib.sha256(data).hexdigest())


def to_text(data: bytes) -> str:
    """A submission's zip file as lines of text that survive an e-mail."""
    encoded = base64.b64encode(data).decode("ascii")
    return "\n".join([BEGIN, *(encoded[start : start + 64] for start in range(0, len(encoded), 64)), END, ""])


def _from_text(data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    _, _, rest = text.partition(BEGIN)
    body, end, _ = rest.partition(END)
    if not end:
        raise Refused(f"is text that was cut: the line {END} is missing")
    try:
        # What a mail program puts in front of lines it quotes, and what a page puts around them.
        return base64.b64decode(re.sub(r"<[^<>]*>|&nbsp;|&gt;|[\s>]+", "", body), validate=True)
    except binascii.Error as error:
        raise Refused("is text that was changed on the way") from error


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise Refused(f"holds {len(infos):,} files, and no honest submission has more than {MAX_FILES:,}")
    files: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for info in infos:
        _refuse_name(info)
        if info.is_dir():
            continue
        if info.filename in files:
            raise Refused(f"holds {info.filename!r} twice")
        with archive.open(info) as member:  # its header may lie about the size, so count what really comes
            content = member.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Refused(f"unpacks to more than {MAX_UNPACKED:,} bytes")
        files[info.filename] = content
    return files


def _refuse_name(info: zipfile.ZipInfo) -> None:
    name = info.filename
    path = PurePosixPath(name)
    if len(name) > MAX_NAME or not name.isprintable():
        raise Refused(f"holds a file with an impossible name, {name[:60]!r}")
    if path.is_absolute() or ".." in path.parts or "\\" in name or re.match(r"[A-Za-z]:", name):
        raise Refused(f"holds {name!r}, which leads out of it")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(f"holds {name!r}, which is a link to another place")
    if info.flag_bits & 0x1:
        raise Refused("is encrypted")


def _submission(files: Mapping[str, bytes], digest: str) -> Submission:
    manifest = _manifest(files)
    try:
        assignment = from_fragment(manifest["assignment"])
    except Fault as fault:
        raise Refused(f"belongs to an assignment that cannot be read: {fault.message}") from fault
    notes: list[str] = []
    works: dict[str, Work] = {}
    for entry in manifest["exercises"]:
        name = entry["name"]
        if name in works:
            raise Refused(f"holds the exercise {name} twice")
        works[name] = _work(entry, files, notes)
    known = {MANIFEST, "README.txt"} | {
        f"exercises/{work.name}/{path}" for work in works.values() for path in work.files
    }
    if strangers := sorted(set(files) - known):
        notes.append(f"Holds files that belong to none of its exercises: {', '.join(strangers[:5])}.")
    return Submission(assignment, manifest["learner"], _moment(manifest["made"]), works, tuple(notes), digest)


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    if MANIFEST not in files:
        if any(name.endswith(".flaskroom.zip") for name in files):
            raise Refused("holds submissions; unpack it into this folder")
        raise Refused(f"has no {MANIFEST}: it is some other zip file")
    if len(files[MANIFEST]) > MAX_MANIFEST:
        raise Refused(f"has a {MANIFEST} of {len(files[MANIFEST]):,} bytes")
    try:
        manifest = json.loads(files[MANIFEST])
    except (ValueError, RecursionError) as error:
        raise Refused(f"has a {MANIFEST} that is no JSON") from error
    ours = isinstance(manifest, dict) and manifest.get("kind") == "flaskroom-submission"
    if ours and manifest.get("format") != FORMAT:
        raise Refused(newer(manifest.get("format")))
    fault = next(_validator().iter_errors(manifest), None)
    if fault:
        place = "/".join(map(str, fault.absolute_path)) or "its top"
        raise Refused(f"has a {MANIFEST} that was not written by Flaskroom: at {place}, {fault.message[:200]}")
    return dict(manifest)


@cache
def _validator() -> Draft7Validator:
    return Draft7Validator(json.loads(_SCHEMA.read_text("utf-8")))


def _work(entry: Mapping[str, Any], files: Mapping[str, bytes], notes: list[str]) -> Work:
    folder = f"exercises/{entry['name']}/"
    own = {name.removeprefix(folder): content for name, content in files.items() if name.startswith(folder)}
    for path in sorted(own.keys() | entry["files"].keys()):
        if path not in own:
            notes.append(f"{folder}{path} is named in {MANIFEST} and missing.")
        elif entry["files"].get(path) != hashlib.sha256(own[path]).hexdigest():
            notes.append(f"{folder}{path} was changed after the page had written it.")
    return Work(
        name=entry["name"],
        edition=entry["edition"],
        files=own,
        results=tuple((result["label"], result["outcome"]) for result in entry.get("results", ())),
        checked=_moment(entry["checked"]) if "checked" in entry else None,
        seconds=entry.get("seconds"),
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"names the moment {text}, which no calendar has") from error
