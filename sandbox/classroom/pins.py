"""Which packages exercises need, in the versions that the site ships.

A newcomer would name what is imported alone. Then pip chooses the rest anew each year; so what those need is named too.
"""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterable

from sandbox.bundle.__main__ import ROOT
from sandbox.classroom.projects import solution, texts
from sandbox.lessons import Playground

#: What every exercise needs, imported or not.
ALWAYS = ("flask", "pytest")
_PIN = re.compile(r"^([\w.-]+)==([\w.!+-]+)( ;.*?)? *\\?$", re.MULTILINE)
_NAME = re.compile(r"[\w.-]+")


def pins(playgrounds: Iterable[Playground]) -> list[str]:
    """`name==version`, sorted."""
    locked = {
        _plain(name): version
        for name, version, condition in _PIN.findall((ROOT / "requirements" / "packages.txt").read_text("utf-8"))
        if not condition
    }
    known = importlib.metadata.packages_distributions()
    wanted = [*ALWAYS]
    for playground in playgrounds:
        files = {**texts(solution(playground)), **playground.project.checks}
        wanted += [_plain(package) for module in _imports(files) for package in known.get(module, ())]
    found: set[str] = set()
    while wanted:
        package = wanted.pop()
        if package in locked and package not in found:
            found.add(package)
            wanted += _needs(package)
    return [f"{package}=={locked[package]}" for package in sorted(found)]


def _imports(files: dict[str, str]) -> set[str]:
    """Names of top-level modules that are not Python's own."""
    found = set()
    for name, text in files.items():
        for node in ast.walk(ast.parse(text)) if name.endswith(".py") else ():
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


def _needs(package: str) -> list[str]:
    """What a package asks for without extras."""
    asked = importlib.metadata.requires(package) or []
    return [_plain(match[0]) for line in asked if "extra ==" not in line and (match := _NAME.match(line))]


def _plain(name: str) -> str:
    """As PyPI compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()
