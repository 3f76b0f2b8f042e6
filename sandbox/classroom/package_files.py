"""The files that pages of a package need beside themselves: styles, fonts, scripts, and Python for the browser.

The memory snapshot is left out. It is the largest file of a site and makes later starts faster, nothing else, and what
is uploaded has limits. Of the optional packages those are in that the lessons import.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sandbox.errors import Fault
from sandbox.offline import BUNDLE, OWN, needs

#: What a page loads by name; each script names those that it imports.
_FIRST = ("playground.js", "worker.js")
_IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["']\./([\w.-]+\.js)["']""")
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def files_for(site: Path, named: Iterable[str], payloads: list[dict[str, Any]]) -> dict[str, bytes]:
    """Path in the site → content, of everything that `named` files and the playgrounds need.

    :raises Fault: where the built site lacks one of them.
    """
    found: dict[str, bytes] = {}
    for name in sorted(named):
        found[name] = _read(site, name)
        if name.endswith(".css"):
            found |= {other: _read(site, other) for other in _in_style(name, found[name].decode("utf-8"))}
    return found | _scripts(site) | _python(site, payloads)


def _scripts(site: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = list(_FIRST)
    while waiting:
        name = OWN + waiting.pop()
        if name not in found:
            found[name] = _read(site, name)
            waiting += _IMPORTED.findall(found[name].decode("utf-8"))
    return found


def _python(site: Path, payloads: list[dict[str, Any]]) -> dict[str, bytes]:
    manifest = json.loads(_read(site, f"{BUNDLE}manifest.json"))
    wanted = {address.removeprefix(BUNDLE) for address in needs(payloads, manifest)}
    wheels = {package["wheel"] for package in manifest["packages"].values()}
    files = {
        name: file
        for name, file in manifest["files"].items()
        if name != "snapshot" and (name not in wheels or file["file"] in wanted)
    }
    packages = {name: package for name, package in manifest["packages"].items() if package["wheel"] in files}
    # What is not there must not be listed: an import of it is then an ordinary `ModuleNotFoundError`.
    text = json.dumps({**manifest, "files": files, "packages": packages}, separators=(",", ":"))
    found = {BUNDLE + file["file"]: _read(site, BUNDLE + file["file"]) for file in files.values()}
    return found | {f"{BUNDLE}manifest.json": text.encode()}


def _in_style(name: str, text: str) -> list[str]:
    """Files that a style sheet names, relative to the site."""
    references = [reference for reference in _URL.findall(text) if not reference.startswith(("data:", "#"))]
    folder = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(folder, unquote(urlsplit(one).path))) for one in references]


def payload_faults(payloads: Mapping[str, dict[str, Any]], editions: Mapping[str, str]) -> list[str]:
    """Exercises whose built page is not that of the project as it is now."""
    return [
        name
        for name, edition in editions.items()
        if name not in payloads or payloads[name]["exercise"]["edition"] != edition
    ]


def _read(site: Path, name: str) -> bytes:
    try:
        return (site / name).read_bytes()
    except OSError:
        raise Fault(f"{name} is not in the built site; run `python3 dev.py build` again") from None
