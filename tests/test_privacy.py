"""The page about privacy names every place in the browser's storage that a script of the site writes."""

from __future__ import annotations

import re

from tests.course import ROOT


def test_every_name_in_storage_is_told() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    scripts = "\n".join(path.read_text("utf-8") for path in (ROOT / "sandbox" / "web").rglob("*.ts"))
    names = {f"flaskroom.{name}" for name in re.findall(r'siteKey\("([a-z]+)"\)', scripts)}
    names |= set(re.findall(r'KEY = "(flaskroom[.a-z]*)"', scripts))
    assert len(names) >= 6
    assert {name for name in names if f"`{name}" not in page} == set()
