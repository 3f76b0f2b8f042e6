"""Makes a built site work without a network: ``python -m sandbox.offline SITE``, the last step of a build.

It lists the site's files in ``offline.json`` (its types are in `web/offline/kept.ts`), marks every page with the build
that it belongs to, and puts the service worker at the site's root. Live reload never comes here: its pages bear no
mark, and a page without one registers no service worker, which would hide what authors edit.
Done again, it starts anew.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

OWN = "assets/sandbox/"
BUNDLE = f"{OWN}bundle/"
#: Large, and fetched when the editor is of use; it is kept then, as an optional package is.
EDITOR = {"ruff.wasm"}
WORKER = "service-worker.js"
#: Source maps, what search engines read, stemmers of other languages; 404.html is for addresses that do not exist.
IGNORED = re.compile(r"\.map$|^404\.html$|^sitemap\.xml|/lunr/|service-worker\.js$|^offline\.json$")
#: What browsers leave as it is in a path; everything else is listed as they write it.
UNQUOTED = "/!$&'()*+,;=:@~"

_PAYLOAD = re.compile(r'<flask-playground\b[^>]*>\s*<script type="application/json">(.*?)</script>', re.DOTALL)
_IMPORT = re.compile(r"^[ \t]*(?:import[ \t]+([^\n#;]+)|from[ \t]+([\w.]+)[ \t]+import)", re.MULTILINE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_MARK = re.compile(rb'<meta name="flaskroom-build" content="\w+"><link rel="manifest" href="[^"]*">')


@dataclass(frozen=True)
class SiteFile:
    """`address` is relative to the site, as a browser asks for it; `kind` is explained in `web/offline/kept.ts`."""

    path: Path
    address: str
    kind: str
    content: bytes


def make_offline(site: Path) -> None:
    """Completes the built site in place.

    :raises FileNotFoundError: where the scripts or the bundle are not in it.
    """
    bundle = json.loads((site / BUNDLE / "manifest.json").read_text("utf-8"))
    script = (site / OWN / WORKER).read_text("utf-8")
    found = sorted(site_files(site, bundle), key=_order((site / "index.html").read_text("utf-8")))
    listed = {file.address: entry(file, bundle) for file in found}
    build = hashlib.sha256(json.dumps([script, listed]).encode()).hexdigest()[:12]
    for file in found:
        if file.kind == "page":
            page = marked(file.content.decode("utf-8"), build, "../" * file.address.count("/"))
            file.path.write_bytes(page.encode())
    text = json.dumps({"build": build, "files": listed}, ensure_ascii=False, separators=(",", ":"))
    (site / "offline.json").write_bytes(text.encode())
    (site / WORKER).write_bytes(f'const BUILD = "{build}";\n{script}'.encode())


def site_files(site: Path, bundle: Mapping[str, Any]) -> Iterator[SiteFile]:
    """What can be kept; files of the bundle that its manifest does not list cannot be asked for."""
    wheels = {package["wheel"] for package in bundle["packages"].values()}
    optional = wheels | EDITOR
    kinds = {file["file"]: "package" if name in optional else "python" for name, file in bundle["files"].items()}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or IGNORED.search(name):
            continue
        kind: str | None = "page" if path.name == "index.html" else "site"
        if name.startswith(BUNDLE) and path.name != "manifest.json":
            kind = kinds.get(path.name)
        if kind:
            address = quote(name.removesuffix("index.html") if kind == "page" else name, safe=UNQUOTED)
            content = path.read_bytes()
            yield SiteFile(path, address, kind, _MARK.sub(b"", content) if kind == "page" else content)


def entry(file: SiteFile, bundle: Mapping[str, Any]) -> dict[str, Any]:
    """What the list says of a file; `BuildFile` in `web/offline/kept.ts`."""
    digest = base64.b64encode(hashlib.sha256(file.content).digest()).decode()
    made: dict[str, Any] = {"kind": file.kind, "hash": digest, "size": len(file.content)}
    if file.kind == "page":
        text = file.content.decode("utf-8")
        made["title"] = _title(text)
        if payloads := payloads_of(text):
            made["needs"] = needs(payloads, bundle)
    return made


def payloads_of(page: str) -> list[dict[str, Any]]:
    """Of all playgrounds on a built page."""
    return [json.loads(found) for found in _PAYLOAD.findall(page)]


def _title(page: str) -> str:
    """Of the page alone: the theme writes the site's name behind it."""
    found = _TITLE.search(page)
    title = html.unescape(found[1]).strip() if found else ""
    return title.rpartition(" - ")[0] or title


def needs(payloads: list[dict[str, Any]], bundle: Mapping[str, Any]) -> list[str]:
    """Addresses of the optional packages that playgrounds import, so that a lesson once visited runs without a network.

    The page itself looks at what the learner has typed, by the same rule (`needsOf` in `web/runtime/manifest.ts`).
    """
    texts = [text for payload in payloads for text in {**payload["files"], **payload["checks"]}.values()]
    imports = {name for text in texts for name in _imports(text)}
    if any(payload["checks"] or payload["kind"] == "project" for payload in payloads):
        imports.add("pytest")
    packages = bundle["packages"]
    waiting = [name for name, package in packages.items() if imports & set(package["imports"])]
    found: set[str] = set()
    while waiting:
        if (name := waiting.pop()) in packages and name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return sorted(BUNDLE + bundle["files"][packages[name]["wheel"]]["file"] for name in found)


def _imports(text: str) -> Iterator[str]:
    for names, module in _IMPORT.findall(text):
        for name in [module] if module else names.split(","):
            yield re.split(r"[.\s]", name.strip())[0]


def _order(home: str) -> Callable[[SiteFile], tuple[int, str]]:
    """Sorts by where the home page links to a page first, which is the order of lessons; the rest comes before."""
    return lambda file: (home.find(f'href="{file.address}"'), file.address)


def marked(page: str, build: str, root: str) -> str:
    """The page with its build, and with what makes a browser offer to install the site; `root` leads to the site."""
    head, end, rest = page.partition("</head>")
    mark = f'<meta name="flaskroom-build" content="{build}">'
    return f'{head}{mark}<link rel="manifest" href="{root}manifest.webmanifest">{end}{rest}'


if __name__ == "__main__":
    make_offline(Path(sys.argv[1]))
