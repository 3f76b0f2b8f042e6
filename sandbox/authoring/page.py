"""One Markdown page as the linter sees it: its prose with the line numbers of the file, and what stands in it.

A newcomer would get this wrong: code is blanked out and not cut out, so that lines and columns stay those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from markdown import Markdown

_FENCE = re.compile(r"[> ]*(?P<run>`{3,}|~{3,})[ ]*(?P<info>[^`]*)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target><[^>]*>|[^)\s]*)[^)]*\)")
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ID = re.compile(r'\bid="([^"]+)"')
_EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]


@dataclass(frozen=True)
class Listing:
    """A fence of any language: `line` is that of its opening, `lines` what stands inside."""

    line: int
    language: str
    lines: list[str]


@dataclass(frozen=True)
class Link:
    """`image` says whether it is a picture, whose `text` is what replaces it."""

    line: int
    column: int
    text: str
    target: str
    image: bool


@dataclass
class Page:
    """`prose` has as many lines as the file: empty where code or front matter stands, blanks for code in a line."""

    where: str
    lines: list[str]
    prose: list[str] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    front: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        begin = 0
        if self.lines[:1] == ["---"] and "---" in self.lines[1:]:
            begin = self.lines.index("---", 1) + 1
            self.front = self.lines[1 : begin - 1]
        self.prose = [""] * begin
        run = ""
        for number, line in enumerate(self.lines[begin:], begin + 1):
            opening = _FENCE.fullmatch(line)
            if run:
                self.prose.append("")
                if line.strip(" >") == run:
                    run = ""
                else:
                    self.listings[-1].lines.append(line)
            elif opening:
                run = opening["run"]
                word = opening["info"].strip("{ .").split()
                self.listings.append(Listing(number, word[0].lower() if word else "", []))
                self.prose.append("")
            else:
                self.prose.append(_COMMENT.sub(_blank, _CODE.sub(_blank, line)))

    @cached_property
    def headings(self) -> list[tuple[int, int, str]]:
        """Line, level and text of each."""
        found = ((number, _HEADING.fullmatch(line)) for number, line in enumerate(self.prose, 1))
        return [(number, len(match[1]), self.lines[number - 1].strip("# ")) for number, match in found if match]

    @cached_property
    def links(self) -> list[Link]:
        """Links and pictures whose address stands beside them."""
        return [
            Link(number, match.start() + 1, match["text"], match["target"].strip("<>"), bool(match["image"]))
            for number, line in enumerate(self.prose, 1)
            for match in _LINK.finditer(line)
        ]

    @cached_property
    def pictures(self) -> list[tuple[int, int, str]]:
        """Line, column and text of each `<img>`."""
        lines = enumerate(self.prose, 1)
        return [(number, match.start() + 1, match[0]) for number, line in lines for match in _IMAGE.finditer(line)]

    @cached_property
    def anchors(self) -> set[str]:
        """What a link may name behind `#`, as Markdown itself makes it."""
        markdown = Markdown(extensions=_EXTENSIONS)
        blanked = [
            line if prose or not line.strip() else "" for line, prose in zip(self.lines, self.prose, strict=True)
        ]
        return set(_ID.findall(markdown.convert("\n".join(blanked))))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
