"""The fences of all pages together, as the build checks them, but every fault and not the first one alone."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authoring.findings import QUOTED, Finding, Texts
from sandbox.choices import begins_choice
from sandbox.errors import AuthorError
from sandbox.lessons import playground_ids
from sandbox.pages import Fence, scan
from sandbox.quiz import parse
from sandbox.site_check import Seen, asked_elsewhere, fence_error, silent


def fences(texts: Texts, pages: list[str]) -> Iterator[Finding]:
    """What is wrong with the fences of these pages, and playgrounds that are on none of them."""
    seen = Seen(texts.root)
    meant: set[str] = set()
    unknown = False
    for page in pages:
        try:
            for fence in scan("\n".join(texts.lines(page)), page):
                if error := fence_error(fence, seen):
                    # What is named in a faulty fence, or meant, would be told twice: as on no page too.
                    meant.update(fence.body.split(), QUOTED.findall(error.message))
                    if error.code != "lesson-order":  # told where the order is looked at
                        yield texts.of(error, "quiz" if fence.language == "quiz" else "fence")
                elif fence.language == "quiz":
                    yield from _unexplained(texts, fence)
        except AuthorError as error:
            unknown = True  # what stands behind a fence without an end is not known
            yield texts.of(error, "fence")
    if unknown:
        return
    yield from (texts.of(fault, "fence") for fault in asked_elsewhere(seen))
    yield from (texts.of(fault, "fence") for fault in silent(seen))
    for name in playground_ids(texts.root):
        if name not in seen.shown and name not in meant:
            page = f"docs/{name.rpartition('/')[0]}.md"
            message = f"is on no page; expected a playground fence with it on {page}"
            yield texts.finding("on-no-page", f"lessons/{name}", None, message)


def _unexplained(texts: Texts, fence: Fence) -> Iterator[Finding]:
    """Choices of a sound quiz without an explanation."""
    numbers = [number for number, line in enumerate(fence.body.split("\n"), 1) if begins_choice(line)]
    for number, choice in zip(numbers, parse(fence.body).choices, strict=True):
        if not choice.explanation:
            message = 'the choice explains nothing; write its reason behind " — " or " -- "'
            yield texts.finding("no-explanation", fence.page, fence.line + number, message)
