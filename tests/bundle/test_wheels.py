"""Wheels are taken by hash for the shipped Python; what is left out of them breaks none."""

from __future__ import annotations

import base64
import csv
import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.bundle.wheels import locked, offered, purify, used, wrap

LOCK = """\
# a comment
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via flask
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
deprecated==1.3.1 ; python_full_version < '3.12' \\
    --hash=sha256:dd
deprecated==3.0.1 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
dnspython==2.9.2 \\
    --hash=sha256:ff
Flask_Mail==0.10.0 \\
    --hash=sha256:ab
    # via -r packages.in
"""
Make = Callable[..., Path]


def test_requirements_are_those_of_the_shipped_python_with_their_hashes() -> None:
    requirements = locked(LOCK)
    assert list(requirements) == ["click", "deprecated", "flask-mail"]
    assert "sha256:bb" in requirements["click"]
    assert requirements["deprecated"].startswith("deprecated==3.0.1 ") and ";" not in requirements["deprecated"]


@pytest.fixture
def wheel(tmp_path: Path) -> Make:
    """Makes a wheel of these entries, tagged for one machine."""

    def make(name: str, entries: dict[str, str], metadata: str = "") -> Path:
        path = tmp_path / f"{name}-1.0-cp314-cp314-manylinux_2_17_x86_64.whl"
        with zipfile.ZipFile(path, "w") as made:
            for entry, text in entries.items():
                made.writestr(entry, text)
            made.writestr(f"{name}-1.0.dist-info/METADATA", f"Name: {name}\nVersion: 1.0\n{metadata}")
            made.writestr(f"{name}-1.0.dist-info/WHEEL", "Root-Is-Purelib: false\nTag: cp314-cp314-linux\n")
            made.writestr(f"{name}-1.0.dist-info/RECORD", "")
        return path

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pure"
    made.mkdir()
    return made


def read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_purified_wheel_is_whole_and_pure(wheel: Make, folder: Path) -> None:
    entries = {"quick/__init__.py": "FAST = False\n", "quick/_speedups.cpython-314-x86_64-linux-gnu.so": "\x7fELF"}
    pure = purify(wheel("quick", entries), folder)
    assert pure.name == "quick-1.0-py3-none-any.whl"
    content = read(pure)
    assert "quick/__init__.py" in content and not any(name.endswith(".so") for name in content)
    record = {row[0]: row[1] for row in csv.reader(content["quick-1.0.dist-info/RECORD"].splitlines())}
    assert sorted(record) == sorted(content)
    digest = hashlib.sha256(b"FAST = False\n").digest()
    assert record["quick/__init__.py"] == f"sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    tags = content["quick-1.0.dist-info/WHEEL"]
    assert tags.count("Tag:") == 1 and "Tag: py3-none-any" in tags and "Root-Is-Purelib: true" in tags


@pytest.mark.parametrize(
    ("package", "entry", "kept"),
    [
        ("babel", "babel/locale-data/de_AT.dat", True),
        ("babel", "babel/locale-data/root.dat", True),
        ("babel", "babel/locale-data/zu.dat", False),
        ("flask-admin", "flask_admin/static/bootstrap/bootstrap4/fonts/fontawesome-webfont.woff2", True),
        ("flask-admin", "flask_admin/static/bootstrap/bootstrap4/fonts/fontawesome-webfont.woff", False),
        ("flask-restx", "flask_restx/static/swagger-ui-bundle.js", True),
        ("flask-restx", "flask_restx/static/swagger-ui-bundle.js.map", False),
        ("sqlalchemy", "sqlalchemy/testing/__init__.py", False),
        ("flask", "flask/testing.py", True),
    ],
)
def test_what_a_browser_has_no_use_for_is_left_out(package: str, entry: str, kept: bool) -> None:
    assert used(package, entry) is kept


def test_an_extra_becomes_a_requirement(wheel: Make, folder: Path) -> None:
    metadata = "Requires-Dist: markupsafe\nRequires-Dist: email-validator>=2 ; extra == 'email'\n"
    pure = purify(wheel("wtforms", {}, f"{metadata}Requires-Dist: furo; extra == 'docs'\n"), folder)
    [_, _, *required] = read(pure)["wtforms-1.0.dist-info/METADATA"].splitlines()
    assert required == [
        "Requires-Dist: markupsafe",
        "Requires-Dist: email-validator>=2",
        "Requires-Dist: furo; extra == 'docs'",
    ]


def test_words_are_replaced_or_missed(wheel: Make, folder: Path) -> None:
    name = "limits/storage/memory.py"
    pure = purify(wheel("limits", {name: "self.timer.start()\n"}), folder)
    assert read(pure)[name] == "self.timer.function()\n"
    with pytest.raises(ValueError, match=r"memory.py has no self.timer.start\(\) any more"):
        purify(wheel("limits", {name: "self.clock.start()\n"}), folder)


def test_an_installed_package_becomes_a_wheel(folder: Path) -> None:
    content = read(wrap("iniconfig", folder))
    assert "iniconfig/__init__.py" in content and not any(name.endswith((".pyc", "INSTALLER")) for name in content)


def test_what_is_offered(wheel: Make, folder: Path) -> None:
    purify(wheel("flask_mail", {"flask_mail.py": ""}), folder)
    purify(wheel("click", {"click/__init__.py": ""}), folder)
    assert offered(LOCK, folder) == ["flask_mail"]
    lock = LOCK.replace("via flask", "via -r packages.in")
    purify(wheel("click", {"click/__init__.py": "", "_click/a.py": "", "old.py": ""}), folder)
    assert offered(lock, folder) == ["click", "flask_mail"]
