"""What the editor offers is Flask's own, in words that a person reads."""

from __future__ import annotations

import json
import re

import pytest

from sandbox.bundle.names import names

NAMES: dict[str, list[list[str]]] = json.loads(names())


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        ("flask", "url_for", ["function", "(endpoint, *, _anchor=None", "Generate a URL"]),
        ("flask", "Blueprint", ["class", "", "Represents a blueprint"]),
        ("request", "args", ["property", "", "The parsed URL parameters"]),
        ("app", "route", ["function", "(rule, **options)", "Decorate a view function"]),
        ("session", "permanent", ["property", "", ""]),
        ("response", "set_cookie", ["function", "(key, value='', ", "Sets a cookie"]),
    ],
)
def test_a_name_with_what_it_is(kind: str, name: str, wanted: list[str]) -> None:
    found = next(entry for entry in NAMES[kind] if entry[0] == name)
    assert found[1] == wanted[0]
    assert found[2].startswith(wanted[1])
    assert found[3].startswith(wanted[2])


def test_the_same_flask_gives_the_same_names_and_nothing_private_or_marked_up() -> None:
    assert names() == names()
    for listed in NAMES.values():
        for name, _, signature, sentence in listed:
            assert not name.startswith("_")
            assert "0x" not in signature
            assert not re.search(r":\w+:`|``", sentence), sentence
