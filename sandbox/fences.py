"""The Markdown fences, for PyMdown SuperFences, under MkDocs and Zensical alike.

A newcomer would get this wrong: SuperFences swallows every exception but `SuperFencesException` and shows a code block
instead. So whatever happens in here is turned into one, and the build stops with its message.

The project is the current folder, as it is for PyMdown Snippets' `base_path`.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from click import ClickException
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from sandbox import markup
from sandbox.arrange import parse as parse_arrangement
from sandbox.arrange import read_lines, shuffled
from sandbox.embed import parse_options, payload
from sandbox.errors import AuthorError, Fault, told_on_the_page
from sandbox.pages import COURSE, fences
from sandbox.predict import parse as parse_prediction
from sandbox.quiz import parse as parse_quiz
from sandbox.site_check import SiteCheck, find_playground, refuse_options, way_up

P = ParamSpec("P")
R = TypeVar("R")


class FenceError(SuperFencesException, ClickException):  # type: ignore[misc]  # pymdownx publishes no types
    """Stops the build. Being click's as well, it is printed as a message where MkDocs would print a traceback."""


def stops_the_build(function: Callable[P, R]) -> Callable[P, R]:
    """Turns every exception of a fence into one that stops the build; under `dev.py serve` into a box on the page."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            if not told_on_the_page():
                raise _stopping(error) from error
            source, language = (str(argument) for argument in args[:2])
            return cast(R, markup.author_errors([_placed(error, source, language)]))

    return wrapper


def _stopping(error: Exception) -> FenceError:
    if isinstance(error, Fault):
        # The fence stands in no file of docs/, or its error would have had a place.
        return FenceError(f"{error.message} (the fence is not written in a page of docs/ itself)")
    if isinstance(error, AuthorError):
        return FenceError(str(error))
    return FenceError(f"sandbox.fences failed; this is a fault of its own.\n{traceback.format_exc()}")


def _placed(error: Exception, source: str, language: str) -> str:
    """The error in words, with its place where a page holds this fence."""
    if not isinstance(error, Fault):
        return str(error) if isinstance(error, AuthorError) else traceback.format_exc()
    with contextlib.suppress(AuthorError):
        for fence in fences(Path.cwd()):
            if (fence.language, fence.body.strip()) == (language, source.strip()):
                return str(fence.error(error))
    return error.message


@functools.lru_cache(maxsize=8)
def _site_check(root: Path) -> SiteCheck:
    return SiteCheck(root)


@stops_the_build
def validator(
    language: str, inputs: dict[str, str], options: dict[str, str], _attrs: dict[str, str], _md: Markdown
) -> bool:
    """Checks the whole site if that was not done just now, then this fence's options."""
    if told_on_the_page():
        options.update(inputs)
        return True
    check = _site_check(Path.cwd())
    check.run()
    try:
        if language == "playground":
            parse_options(inputs)
        else:
            refuse_options(language, inputs)
    except Fault:
        check.run(anew=True)  # finds the place of the fault
        raise
    options.update(inputs)
    return True


@stops_the_build
def playground(source: str, _language: str, _css_class: str, options: dict[str, str], _md: Markdown, **_: Any) -> str:
    """A playground's id → its element."""
    root = Path.cwd()
    try:
        return markup.playground(payload(find_playground(root, source), parse_options(options)))
    except Fault:
        _site_check(root).run(anew=True)
        raise


@stops_the_build
def quiz(source: str, _language: str, _css_class: str, options: dict[str, str], _md: Markdown, **_: Any) -> str:
    """A question with its choices → the element."""
    return _question("quiz", source, options, lambda name: markup.quiz(parse_quiz(source), name))


@stops_the_build
def predict(source: str, _language: str, _css_class: str, options: dict[str, str], _md: Markdown, **_: Any) -> str:
    """A request and what could come back → the element."""
    return _question("predict", source, options, lambda name: markup.prediction(parse_prediction(source), name))


@stops_the_build
def arrange(source: str, _language: str, _css_class: str, options: dict[str, str], _md: Markdown, **_: Any) -> str:
    """The name of a few lines of code → the element with them in another order."""

    def element(name: str) -> str:
        arrangement = parse_arrangement(source)
        lines = read_lines(Path.cwd(), arrangement)
        return markup.arrangement(arrangement, lines, shuffled(lines, arrangement.others, name), name)

    return _question("arrange", source, options, element)


def _question(language: str, source: str, options: dict[str, str], element: Callable[[str], str]) -> str:
    """The element of a question. Its name depends on the question alone, so that it stays when a page is rewritten."""
    name = f"{language}-{hashlib.sha256(source.encode('utf-8')).hexdigest()[:8]}"
    try:
        refuse_options(language, options)
        return element(name)
    except Fault:
        _site_check(Path.cwd()).run(anew=True)  # finds the place of the fault
        raise


@stops_the_build
def course(source: str, language: str, _css_class: str, options: dict[str, str], _md: Markdown, **_: Any) -> str:
    """The fences about the curriculum: a track or a path, the same for instructors, the map, progress, assignments.

    MkDocs leaves links in HTML as they are; Zensical takes them to be relative to the Markdown file, as in Markdown.
    """
    root = Path.cwd()
    try:
        refuse_options(language, options)
        curriculum = _site_check(root).curriculum()
        up = way_up(root, language, source, by_source="zensical" in sys.modules)
        if language == "map":
            return markup.map_of_lessons(curriculum, up)
        if language == "progress":
            return markup.progress(curriculum, up)
        if language in ("assign", "assignment", "grade"):
            return markup.classroom(language, curriculum, up)
        lessons = curriculum.named(language, source)
        if language == "teaching":
            return markup.teaching(lessons, curriculum, up)
        return markup.lesson_list(lessons, curriculum, up, objectives=language == "track")
    except Fault:
        _site_check(root).run(anew=True)
        raise


_FORMATS: dict[str, Callable[..., str]] = {
    "playground": playground,
    "quiz": quiz,
    "predict": predict,
    "arrange": arrange,
    **dict.fromkeys(COURSE, course),
}
#: As `mkdocs.yml` has them.
CUSTOM_FENCES = [
    {"name": name, "class": name, "validator": validator, "format": function} for name, function in _FORMATS.items()
]
