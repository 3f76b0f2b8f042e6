"""A page of the built site → a page of a package: its article alone, with links that lead somewhere.

Pages name their neighbours by folders, which a web server completes and an LMS does not. So every link to a page of the
package names the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from sandbox.errors import Fault

_HERE = "https://package.invalid/"


class PackagePage(HTMLParser):
    """What a page needs of the site: `article` is HTML, `styles` and `files` are paths relative to the site.

    :param text: the built page.
    :param address: of the page, relative to the site, as `routing/url-building/`.
    :param pages: addresses of the pages in the package.
    :param site: where the others are, with a slash at the end; None where nobody knows.
    """

    def __init__(self, text: str, address: str, pages: Collection[str], site: str | None) -> None:
        super().__init__(convert_charrefs=False)
        self.styles: list[str] = []
        self.files: set[str] = set()
        self.lang = "en"
        self._out: list[str] = []
        self._depth = 0
        self._ends: list[str] = []
        self._base = _HERE + address
        self._pages = pages
        self._site = site
        self.feed(text)
        self.close()
        if not self._out:
            raise Fault(f"the page {address} of the built site has no article: was it built with another theme?")

    @property
    def article(self) -> str:
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or self.lang
        if tag == "link" and given.get("rel") == "stylesheet" and not self._depth:
            self.styles.append(self._file(given.get("href") or ""))
        if tag == "article":
            self._depth += 1
        if not self._depth:
            return
        if given.get("src"):
            self.files.add(self._file(given["src"] or ""))
        start = self.get_starttag_text() or ""
        if tag == "a":
            start, end = self._link(given, start)
            self._ends.append(end)
        self._out.append(start)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "a" and self._depth:
            self._ends.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._depth:
            return
        self._out.append(self._ends.pop() if tag == "a" and self._ends else f"</{tag}>")
        self._depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, text: str) -> None:
        if self._depth:
            self._out.append(text)

    def _link(self, given: dict[str, str | None], start: str) -> tuple[str, str]:
        """The tag that opens the link, and the one that closes it."""
        href = given.get("href")
        if not href or href.startswith("#"):
            return start, "</a>"
        target = urljoin(self._base, href)
        if not target.startswith(_HERE):
            return _tag({**given, "target": "_blank", "rel": "noopener"}), "</a>"
        parts = urlsplit(target)
        path, fragment = unquote(parts.path.removeprefix("/")), f"#{parts.fragment}" if parts.fragment else ""
        address = path.removesuffix("index.html")
        if address in self._pages:
            file = posixpath.relpath(f"{address}index.html", urlsplit(self._base).path.removeprefix("/") or ".")
            return _tag({**given, "href": file + fragment}), "</a>"
        if self._site:
            outside = self._site + target.removeprefix(_HERE)
            return _tag({**given, "href": outside, "target": "_blank", "rel": "noopener"}), "</a>"
        return '<span title="This page is not part of the package">', "</span>"

    def _file(self, reference: str) -> str:
        """A reference of the page as a path relative to the site; data stay where they are."""
        target = urljoin(self._base, reference)
        if not target.startswith(_HERE):
            raise Fault(f"the page {self._base.removeprefix(_HERE)} needs {reference}, which is not on the site")
        return unquote(urlsplit(target).path.removeprefix("/"))


def _tag(attributes: dict[str, str | None]) -> str:
    words = (name if value is None else f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<a {' '.join(words)}>"
