"""Reading what learners hand in: honest files come through, everything else is refused with a sentence."""

from __future__ import annotations

import io
import json
import random
import stat
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.classroom import submission as reader
from sandbox.classroom.submission import Refused, read_submission, to_text
from tests.classroom.made import APP, POT, manifest, packed, submission


def test_an_honest_one() -> None:
    read = read_submission(submission())
    assert read.learner == {"name": "Ada Lovelace", "email": "ada@example.org"}
    assert read.assignment.title == "Week 1: tea & coffee"
    assert read.works[POT].files == {"app.py": APP}
    assert read.works[POT].results == (("Without a query string the strength is 1.", "passed"),)
    assert read.made.utcoffset() is not None
    assert read.notes == ()


def test_the_same_as_text() -> None:
    data = submission()
    text = to_text(data)
    assert read_submission(text.encode()) == read_submission(data)
    quoted = "Dear teacher,\n\n> " + text.replace("\n", "\r\n> ") + "\nAda"
    assert read_submission(quoted.encode()) == read_submission(data)
    pasted = f"<p>{text.replace(chr(10), '<br />')}</p>"
    assert read_submission(pasted.encode()) == read_submission(data)


def test_a_changed_file_is_noted() -> None:
    made = manifest({"app.py": APP, "gone.py": b""})
    entries: dict[str, bytes | str] = {
        "manifest.json": json.dumps(made),
        f"exercises/{POT}/app.py": b"pass",
        "notes.txt": b"hello",
    }
    read = read_submission(packed(entries))
    assert read.notes == (
        f"exercises/{POT}/app.py was changed after the page had written it.",
        f"exercises/{POT}/gone.py is named in manifest.json and missing.",
        "Holds files that belong to none of its exercises: notes.txt.",
    )


def with_file(name: str, content: bytes = b"", mode: int = 0) -> bytes:
    made = io.BytesIO(submission())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return made.getvalue()


def changed(**changes: Any) -> bytes:
    return submission(**changes)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is no zip file"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "is no zip file"),
    "truncated": (lambda: submission()[:-80], "is no zip file"),
    "some other zip": (lambda: packed({"app.py": APP}), "has no manifest.json: it is some other zip file"),
    "a zip of zips": (lambda: packed({"ada/x.flaskroom.zip": submission()}), "holds submissions; unpack it"),
    "upwards": (lambda: with_file("../../etc/passwd"), "holds '../../etc/passwd', which leads out of it"),
    "absolute": (lambda: with_file("/etc/passwd"), "holds '/etc/passwd', which leads out of it"),
    "another drive": (lambda: with_file("C:/x"), "holds 'C:/x', which leads out of it"),
    "backslashes": (lambda: with_file("exercises\\..\\x"), "which leads out of it"),
    "a link": (lambda: with_file("x", b"/etc/passwd", stat.S_IFLNK | 0o777), "holds 'x', which is a link"),
    "a strange name": (lambda: with_file("a\nb"), "holds a file with an impossible name"),
    "a bomb": (lambda: with_file("zeros", bytes(reader.MAX_UNPACKED)), "unpacks to more than 40,000,000 bytes"),
    "many files": (lambda: packed({f"f{number}": b"" for number in range(2001)}), "holds 2,001 files"),
    "too large": (lambda: bytes(reader.MAX_ZIP + 1), "has 20,000,001 bytes"),
    "no JSON": (lambda: packed({"manifest.json": "{"}), "has a manifest.json that is no JSON"),
    "deep JSON": (lambda: packed({"manifest.json": "[" * 100_000}), "has a manifest.json that is no JSON"),
    "other JSON": (lambda: packed({"manifest.json": "[]"}), "was not written by Flaskroom"),
    "newer": (lambda: changed(format=2), "has the format 2, expected 1; a newer Flaskroom has made it"),
    "no learner": (lambda: changed(learner=None), "was not written by Flaskroom: at learner"),
    "no such day": (lambda: changed(made="2026-02-31T10:00:00Z"), "names the moment 2026-02-31T10:00:00Z"),
    "a cut assignment": (lambda: changed(assignment="assignment=1&title=A"), "belongs to an assignment that cannot be"),
    "text that was cut": (lambda: to_text(submission())[:-40].encode(), "is text that was cut"),
    "text that was changed": (lambda: to_text(submission()).replace("UEsDB", "U*sDB").encode(), "is text that was"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    make, message = REFUSED[name]
    with pytest.raises(Refused) as error:
        read_submission(make())
    assert message in str(error.value)


def test_fuzz() -> None:
    """Whatever is done to a submission, it is read or refused, and nothing else happens."""
    chance = random.Random(5000)
    honest = submission()
    outcomes = set()
    for _ in range(1000):
        data = bytearray(honest)
        for _ in range(chance.choice([1, 1, 3, 30])):
            place = chance.randrange(len(data))
            change = chance.randrange(3)
            if change == 0:
                data[place] = chance.randrange(256)
            elif change == 1:
                del data[place : place + chance.randrange(1, 50)]
            else:
                data[place:place] = chance.randbytes(chance.randrange(1, 50))
        try:
            read_submission(bytes(data))
            outcomes.add("")
        except Refused as refused:
            outcomes.add(str(refused).partition(" ")[0])
    assert outcomes >= {"", "is"}
