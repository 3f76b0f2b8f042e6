"""The fences of all pages together, as the build checks them, but every fault and not the first one alone."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authoring.findings import Finding, Texts
from sandbox.errors import AuthorError
from sandbox.lessons import playground_ids
from sandbox.pages import scan
from sandbox.site_check import Seen, asked_elsewhere, fence_error


def fences(texts: Texts, pages: list[str]) -> Iterator[Finding]:
    """What is wrong with the fences of these pages, and playgrounds that are on none of them."""
    seen = Seen(texts.root)
    unknown = False
    for page in pages:
        try:
            for fence in scan("\n".join(texts.lines(page)), page):
                if error := fence_error(fence, seen):
                    seen.shown.setdefault(fence.body.strip(), fence)  # or it would be told twice, as on no page too
                    yield texts.of(error, "quiz" if fence.language == "quiz" else "fence")
        except AuthorError as error:
            unknown = True  # what stands behind a fence without an end is not known
            yield texts.of(error, "fence")
    if unknown:
        return
    yield from (texts.of(fault, "fence") for fault in asked_elsewhere(seen))
    for name in playground_ids(texts.root):
        if name not in seen.shown:
            page = f"docs/{name.rpartition('/')[0]}.md"
            message = f"is on no page; expected a playground fence with it on {page}"
            yield texts.finding("on-no-page", f"lessons/{name}", None, message)
