"""What must hold for the site as a whole: every fence is sound, and every playground is on exactly one page.

It is checked when the first fence is rendered. A fence cannot know where a build begins, and live reload keeps the
process, so the check is done again as soon as the last one is older than `STALE`. Unchanged pages are not read
again, and lessons are not read at all: each fence reads its own.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sandbox.embed import parse_options, payload
from sandbox.errors import AuthorError, Fault, nearest
from sandbox.lessons import STARTER, Playground, load_lesson, load_starter, playground_ids
from sandbox.pages import Fence, fences, parse_header
from sandbox.quiz import parse as parse_quiz

#: Seconds. Longer than it takes to render many pages, shorter than a person needs for the next edit.
STALE = 2.0
_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+")


class SiteCheck:
    """Checks one project now and then; safe to call from several threads."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self._clock = clock
        self._checked: float | None = None
        self._lock = threading.Lock()

    def run(self, anew: bool = False) -> None:
        """Does nothing while the last check is fresh, unless `anew`.

        :raises AuthorError: for the first error.
        """
        with self._lock:
            if anew or self._checked is None or self._clock() - self._checked > STALE:
                self._checked = None
                for error in errors(self.root):
                    raise error
                self._checked = self._clock()


def errors(root: Path) -> Iterator[AuthorError]:
    """Everything that is wrong with pages and their playgrounds, lazily, in order of pages."""
    known = playground_ids(root)
    shown: dict[str, Fence] = {}
    try:
        for fence in fences(root):
            error = fence_error(root, fence, shown)
            if error:
                yield error
    except AuthorError as error:
        yield error
        return  # what stands behind an unreadable fence is not known
    for name in known:
        if name not in shown:
            page = f"docs/{name.rpartition('/')[0]}.md"
            message = f"is on no page; expected a playground fence with it on {page}"
            yield AuthorError(f"lessons/{name}", None, message, "on-no-page")


def find_playground(root: Path, text: str) -> Playground:
    """The playground that a fence names. Raises `Fault` for an unknown one and `AuthorError` for a faulty lesson."""
    wanted = text.strip()
    if wanted == STARTER:
        return load_starter()
    if _ID.fullmatch(wanted) and (root / "lessons" / wanted).is_dir():
        lesson, _, name = wanted.rpartition("/")
        if found := load_lesson(root, lesson).playgrounds.get(name):
            return found
    named = f'found the playground "{wanted}"' if wanted else "found no name"
    known = playground_ids(root)
    message = f"{named}, expected <track>/<lesson>/<playground> with a folder in lessons/{nearest(wanted, known)}"
    raise Fault(message, 1, "unknown-playground")


def fence_error(root: Path, fence: Fence, shown: dict[str, Fence]) -> AuthorError | None:
    """What is wrong with one fence; `shown` holds the playgrounds of those before it, and gets this one's."""
    try:
        given = parse_header(fence.options)
        if fence.language == "quiz":
            if given:
                raise Fault(f'a quiz has no options, found "{next(iter(given))}"')
            parse_quiz(fence.body)
            return None
        options = parse_options(given)
        name = fence.body.strip()
        if name in shown:
            first = shown[name]
            message = f"{name} is on {first.page}:{first.line} already; a playground is on exactly one page"
            raise Fault(message, 1, "shown-twice")
        shown[name] = fence
        folder = root / "lessons" / name
        if not (_ID.fullmatch(name) and folder.is_dir() and (folder / (options.file or "")).exists()):
            payload(find_playground(root, fence.body), options)  # says what is wrong
    except Fault as fault:
        return fence.error(fault)
    except AuthorError as error:
        return error
    return None
