"""The words of a lesson: what its page must have, words to avoid, and spelling."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from sandbox.authoring.findings import Finding, Texts
from sandbox.authoring.page import Page
from sandbox.pages import scan

#: Word → what to do instead.
AVOIDED = {
    "simply": "leave it out; what is simple need not be called so",
    "obviously": "leave it out; it is not obvious to whoever asks",
    "of course": "leave it out; it is not obvious to whoever asks",
    "basically": "leave it out",
    "it should be noted that": "leave it out, and say the thing",
    "in order to": 'write "to"',
    "utilize": 'write "use"',
    "leverage": 'write "use"',
    "powerful": "say what it does",
    "seamless": "say what happens",
    "seamlessly": "say what happens",
    "in this section we will": "show it, then name it",
    "e.g.": 'write "for example"',
    "i.e.": 'write "that is"',
    "kernel": 'write "interpreter"',
    "repl": 'write "console"',
}
_AVOIDED = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, AVOIDED))})(?![\w-])", re.IGNORECASE)
_ONWARD = re.compile(r"where to go next|next", re.IGNORECASE)
_SPELLING = re.compile(r"(?P<where>.+?):(?P<line>\d+): (?P<word>.+?) ==> (?P<right>.+)")


def lesson_page(texts: Texts, page: Page) -> Iterator[Finding]:
    """What the page of a lesson has beside playgrounds."""
    if not any(re.match(r"description:\s*\S", line) for line in page.front):
        message = "the page has no description; begin with ---, description: one sentence, ---"
        yield texts.finding("no-description", page.where, 1, message)
    asked = [fence for fence in scan("\n".join(page.lines), page.where) if fence.language != "playground"]
    if not asked:
        yield texts.finding("no-question", page.where, None, "asks no question; add a quiz where the reader must think")
    onward = [heading for heading in page.headings if heading[1] == 2][-1:]
    linked = onward and any(link.line > onward[0][0] for link in page.links)
    if not onward or not _ONWARD.search(onward[0][2]) or not linked:
        message = 'does not end with links onward; expected "## Where to go next" and a link to a page'
        yield texts.finding("no-onward-links", page.where, onward[0][0] if onward else None, message)


def avoided_words(where: str, lines: list[str]) -> Iterator[Finding]:
    """Words that the guide to style does without."""
    for number, line in enumerate(lines, 1):
        for match in _AVOIDED.finditer(line):
            message = f'avoid "{match[1]}": {AVOIDED[match[1].lower()]}'
            yield Finding(where, number, match.start() + 1, len(match[1]), "avoided-word", message)


class Spelling:
    """codespell over some files, beside other work, with the settings of this project."""

    def __init__(self, texts: Texts, files: list[str]) -> None:
        self._texts = texts
        self._process: subprocess.Popen[str] | None = None
        if files and find_spec("codespell_lib"):
            command = [sys.executable, "-m", "codespell_lib", "--disable-colors", "--quiet-level", "7", "--", *files]
            self._process = subprocess.Popen(
                command, cwd=texts.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
            )

    def findings(self) -> Iterator[Finding]:
        """Waits for it."""
        output = self._process.communicate()[0] if self._process else ""
        for line in output.splitlines():
            if match := _SPELLING.fullmatch(line):
                where = match["where"].replace("\\", "/").removeprefix("./")
                message = f'"{match["word"]}" is a misspelling of "{match["right"]}"'
                yield self._texts.finding("spelling", where, int(match["line"]), message, match["word"])
