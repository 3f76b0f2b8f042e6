"""What must hold for the site as a whole: every fence is sound, and every playground is on exactly one page.

It is checked when the first fence is rendered. A fence cannot know where a build begins, and live reload keeps the
process, so the check is done again as soon as no fence was rendered for a while. Unchanged pages are not read again,
and lessons are read only where a page shows the curriculum: each playground's fence reads its own.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sandbox.arrange import parse as parse_arrangement
from sandbox.arrange import read_lines, shuffled
from sandbox.curriculum import Curriculum, load_curriculum
from sandbox.discussion import refuse_silence
from sandbox.embed import parse_options, payload
from sandbox.errors import AuthorError, Fault, nearest
from sandbox.lessons import STARTER, Playground, load_lesson, load_starter, playground_ids
from sandbox.pages import COURSE, Fence, fences, parse_header
from sandbox.predict import parse as parse_prediction
from sandbox.quiz import parse as parse_quiz

#: Seconds from one fence to the next. Longer than within a build, shorter than from one build to the next.
STALE = 1.0
_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+")


class SiteCheck:
    """Checks one project now and then; safe to call from several threads."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self._clock = clock
        #: When a fence was last rendered; None where nothing is known to be sound.
        self._asked: float | None = None
        self._seen = Seen(root)
        self._lock = threading.Lock()

    def run(self, anew: bool = False) -> None:
        """Does nothing in the midst of a build that was checked, unless `anew`.

        :raises AuthorError: for the first error.
        """
        with self._lock:
            if anew or not self._fresh():
                self._asked = None
                self._seen = Seen(self.root)
                for error in errors(self._seen):
                    raise error
            self._asked = self._clock()

    def curriculum(self) -> Curriculum:
        """The curriculum, read once a build. Raises `AuthorError` as `load_curriculum` does."""
        with self._lock:
            if not self._fresh():
                self._seen = Seen(self.root)
            return self._seen.curriculum

    def _fresh(self) -> bool:
        return self._asked is not None and self._clock() - self._asked <= STALE


@dataclass
class Seen:
    """What the fences of all pages say together: what is shown and where, and what predictions ask about."""

    root: Path
    shown: dict[str, Fence] = field(default_factory=dict)
    asked: list[tuple[Fence, str]] = field(default_factory=list)

    @cached_property
    def curriculum(self) -> Curriculum:
        """Read once, since even to find it unchanged takes its time."""
        return load_curriculum(self.root)


def errors(seen: Seen) -> Iterator[AuthorError]:
    """Everything that is wrong with pages and their playgrounds, lazily, in order of pages.

    :param seen: nothing yet; it gets what is read on the way.
    """
    known = playground_ids(seen.root)
    try:
        for fence in fences(seen.root):
            error = fence_error(fence, seen)
            if error:
                yield error
    except AuthorError as error:
        yield error
        return  # what stands behind an unreadable fence is not known
    yield from asked_elsewhere(seen)
    yield from silent(seen)
    for name in known:
        if name not in seen.shown:
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
    if "\n" in wanted:
        first = wanted.partition("\n")[0]
        raise Fault(f'found more lines below "{first}", expected ``` in the next line, which closes the fence', 1)
    named = f'found the playground "{wanted}"' if wanted else "found no name"
    known = playground_ids(root)
    message = f"{named}, expected <track>/<lesson>/<playground> with a folder in lessons/{nearest(wanted, known)}"
    raise Fault(message, 1, "unknown-playground")


def refuse_options(language: str, given: Mapping[str, str]) -> None:
    """Raises `Fault` where a fence other than `playground` has options."""
    words = {"predict": "a prediction", "arrange": "an arrangement"}
    if given:
        raise Fault(f'{words.get(language, f"a {language}")} has no options, found "{next(iter(given))}"')


def asked_elsewhere(seen: Seen) -> Iterator[AuthorError]:
    """Predictions whose app the reader does not have in sight; the page takes its files from the playground."""
    shown = seen.shown
    for fence, name in seen.asked:
        page = shown[name].page if name in shown else None
        if page != fence.page:
            on = f"which is on {page}" if page else "which is on no page"
            line = next(number for number, line in enumerate(fence.body.split("\n"), 1) if line.strip() == name)
            here = nearest(name, [other for other, found in shown.items() if found.page == fence.page])
            yield fence.error(Fault(f"asks about {name}, {on}; expected a playground of this page{here}", line))


def silent(seen: Seen) -> Iterator[AuthorError]:
    """Lessons without questions to talk about, whose track has a page for instructors."""
    for fence in seen.shown.values():
        if fence.language == "teaching":
            for lesson in seen.curriculum.named(fence.language, fence.body):
                discussion = seen.curriculum.sources[lesson.id].discussion
                if error := refuse_silence(lesson.id, discussion, fence.page):
                    yield error


def _question(fence: Fence, seen: Seen) -> None:
    """Raises `Fault` where a question is faulty. What needs all pages is noted in `seen`."""
    if fence.language == "quiz":
        parse_quiz(fence.body)
    elif fence.language == "predict":
        seen.asked.append((fence, parse_prediction(fence.body).playground))
    else:
        arrangement = parse_arrangement(fence.body)
        shuffled(read_lines(seen.root, arrangement), arrangement.others, "")


def way_up(root: Path, language: str, text: str, by_source: bool) -> str:
    """From the page with that fence to the site's root, as `../` times the depth of its address.

    :param by_source: from the page's Markdown file to `docs/` instead.
    :raises Fault: where the fence is in no page.
    """
    for fence in fences(root):
        if fence.language == language and fence.body.split() == text.split():
            source = fence.page.removeprefix("docs/")
            # `a/b.md` becomes `a/b/`, and `a/index.md` becomes `a/`.
            address = re.sub(r"(^|/)index/$", r"\1", source.removesuffix(".md") + "/")
            return "../" * (source if by_source else address).count("/")
    raise Fault(f'the fence "{language}" stands in no page')


def _once(fence: Fence, name: str, seen: Seen, why: str) -> None:
    if name in seen.shown:
        first = seen.shown[name]
        raise Fault(f"{name} is on {first.page}:{first.line} already{why}", 1, "shown-twice")
    seen.shown[name] = fence


def fence_error(fence: Fence, seen: Seen) -> AuthorError | None:
    """What is wrong with one fence; `seen` holds what those before it said, and gets what this one says."""
    root = seen.root
    try:
        given = parse_header(fence.options)
        if fence.language != "playground":
            refuse_options(fence.language, given)
            if fence.language in COURSE:
                seen.curriculum.named(fence.language, fence.body)
                _once(fence, f"{fence.language} {fence.body.strip()}".strip(), seen, "")
            else:
                _question(fence, seen)
            return None
        options = parse_options(given)
        name = fence.body.strip()
        _once(fence, name, seen, "; a playground is on exactly one page")
        folder = root / "lessons" / name
        if not (_ID.fullmatch(name) and folder.is_dir() and (folder / (options.file or "")).exists()):
            payload(find_playground(root, fence.body), options)  # says what is wrong
    except Fault as fault:
        return fence.error(fault)
    except AuthorError as error:
        return error
    return None
