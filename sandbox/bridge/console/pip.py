"""The command `pip`: says what there is. Nothing can be added, since there is no network."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import distributions


def run_pip(arguments: list[str], offers: Sequence[str]) -> None:
    """`offers`: file names of the wheels that come when they are imported."""
    known = {_plain(found.name): (found.name, found.version) for found in distributions()}
    for wheel in offers:
        name, version, *_ = wheel.split("-")
        known.setdefault(_plain(name), (name.replace("_", "-"), version))
    command, *names = [argument for argument in arguments if not argument.startswith("-")] or ["help"]
    if command == "list":
        _list(sorted(known.values(), key=lambda one: one[0].lower()))
    elif command == "install" and names:
        _install(names, known)
    else:
        print("pip has two commands here: pip list, and pip install NAME, which tells whether there is NAME.")
        sys.exit(0 if command == "help" else 1)


def _install(names: list[str], known: dict[str, tuple[str, str]]) -> None:
    missing = [name for name in names if _plain(name) not in known]
    for name in names:
        if name not in missing:
            print("Requirement already satisfied: {} ({})".format(*known[_plain(name)]))
    if missing:
        print(f"ERROR: There is no {', no '.join(missing)} here, and no network to fetch it from.", file=sys.stderr)
        print("pip list shows what there is; an import is enough to use it.", file=sys.stderr)
        sys.exit(1)


def _list(found: list[tuple[str, str]]) -> None:
    wide = max(len(name) for name, _ in found)
    rule = ("-" * wide, "-" * max(len(version) for _, version in found))
    for name, version in (("Package", "Version"), rule, *found):
        print(f"{name:<{wide}} {version}")


def _plain(name: str) -> str:
    """One spelling for all that mean the same package, without the version that is asked for."""
    return name.partition("=")[0].partition("<")[0].partition(">")[0].partition("[")[0].lower().replace("_", "-")
