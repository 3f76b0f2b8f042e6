"""What a page with a playground loads before Run on top of its theme: kB of scripts and styles, as gzip sends them."""

from __future__ import annotations

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

#: Folders of Material for MkDocs.
THEME = ("assets/javascripts/", "assets/stylesheets/")
#: `import "./x.js"`, `import {a} from "./x.js"` and `export … from`, never `import("./x.js")`, which waits for Run.
_STATIC_IMPORT = re.compile(r"""\b(?:from|import)\s*["'](\.{1,2}/[^"']+)["']""")


class _Names(HTMLParser):
    """Collects the addresses of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" in values:
            self.found.append(values["src"])
        if tag == "link" and values.get("rel") in ("stylesheet", "modulepreload"):
            self.found.append(values["href"])


def heaviest(site: Path) -> float:
    """kB that the heaviest page with a playground adds. Raises `ValueError` for a site without any."""
    pages = [path for path in site.rglob("*.html") if "<flask-playground" in path.read_text("utf-8")]
    return max(sum(_size(file) for file in files(site, page)) for page in pages) / 1000


def files(site: Path, page: Path) -> set[Path]:
    """Scripts and styles of `site` that `page` names, with those that they import, without the theme's."""
    names = (urldefrag(name).url.partition("?")[0] for name in _Names(page.read_text("utf-8")).found)
    waiting = [(page.parent / name).resolve() for name in names if "//" not in name]
    found: set[Path] = set()
    for path in waiting:  # grows as it goes
        inside = path.relative_to(site.resolve()).as_posix()
        if path not in found and not inside.startswith(THEME):
            found.add(path)
            waiting += [(path.parent / name).resolve() for name in _STATIC_IMPORT.findall(path.read_text("utf-8"))]
    return found


@cache
def _size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), compresslevel=6))
