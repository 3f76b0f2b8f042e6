"""The HTML that fences write, from the templates beside this file, and the highlighting of files by Pygments.

The classes are those that Material's own code blocks have, so the theme colours them and readers without JavaScript see
ordinary listings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound
from werkzeug.http import HTTP_STATUS_CODES

from sandbox.arrange import Arrangement, Line
from sandbox.curriculum import Curriculum, LessonEntry
from sandbox.lesson_map import lesson_map
from sandbox.predict import Prediction
from sandbox.prose import inline, to_html
from sandbox.python_lexer import QuickPythonLexer
from sandbox.quiz import Quiz

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# Jinja's own default sorts keys, and the order of a payload's files is the order of its tabs.
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
_lexers: dict[str, Lexer] = {}
#: Kinds of names that have a colour of their own.
_SHOWN_NAMES = (Token.Name.Function, Token.Name.Class, Token.Name.Tag, Token.Name.Attribute)


def playground(payload: dict[str, Any]) -> str:
    """The element for one payload, with a listing of its files: the opened one, the others, the checks.

    The opened one alone has colours: the editor comes with the first click on another's tab, and colouring them all
    took a quarter of the time that the whole site took.
    """
    texts = {**payload["files"], **payload["checks"]}
    opened = payload["open"]
    listing = [(opened, listed(opened, texts.pop(opened)))]
    listing += [(name, _listing(escape(text))) for name, text in texts.items()]
    return _environment.get_template("playground.html").render(payload=payload, listing=listing)


def quiz(quiz: Quiz, name: str) -> str:
    """The element for one quiz. `name` groups its choices. Raises `Fault` as `prose.to_html` does."""
    template = _environment.get_template("quiz.html")
    choices = [(inline(choice.text), inline(choice.explanation), choice.right) for choice in quiz.choices]
    return template.render(quiz=quiz, choices=choices, name=name, inline=inline)


def prediction(prediction: Prediction, name: str) -> str:
    """The element for one prediction. `name` groups its choices. Raises `Fault` as `prose.to_html` does."""
    template = _environment.get_template("predict.html")
    phrases = {status: HTTP_STATUS_CODES.get(status, "") for status in prediction.statuses}
    request = {key: getattr(prediction.request, key) for key in ("method", "path", "headers", "body")}
    return template.render(
        prediction=prediction, name=name, request=request, phrases=phrases, to_html=to_html, inline=inline
    )


def arrangement(arrangement: Arrangement, lines: Sequence[Line], mixed: Sequence[Line], name: str) -> str:
    """The element for one arrangement: its lines, and the same with others among them in the order that is shown."""
    template = _environment.get_template("arrange.html")
    file = arrangement.reference.path.rpartition("/")[2]
    texts = [line.text for line in lines]
    # Lexed as they belong together, since the inside of a string looks like code when it stands alone.
    coloured = dict(zip(texts, _coloured_lines(file, "\n".join(texts)), strict=True))
    return template.render(
        arrangement=arrangement,
        mixed=[(line, coloured.get(line.text) or _coloured_lines(file, line.text)[0]) for line in mixed],
        answer=listed(file, "\n".join(texts)),
        name=name,
        to_html=to_html,
        inline=inline,
    )


def lesson_list(lessons: Sequence[LessonEntry], curriculum: Curriculum, up: str, objectives: bool) -> str:
    """Lessons in order, with or without what each teaches. `up` leads from the page to the site's root."""
    return _render("lesson-list.html", curriculum, up, lessons=lessons, objectives=objectives)


def map_of_lessons(curriculum: Curriculum, up: str) -> str:
    """All lessons with what each requires, joined by lines. `up` as for `lesson_list`."""
    return _render("lesson-map.html", curriculum, up, map=lesson_map(curriculum))


def teaching(entries: Sequence[LessonEntry], curriculum: Curriculum, up: str) -> str:
    """What these lessons say to instructors. `up` as for `lesson_list`. Raises `Fault` as `prose.to_html` does."""
    pairs = [(entry, curriculum.sources[entry.id]) for entry in entries]
    return _render("teaching.html", curriculum, up, entries=entries, pairs=pairs, to_html=to_html, inline=inline)


def progress(curriculum: Curriculum, up: str) -> str:
    """The element that shows what the reader has done. `up` as for `lesson_list`."""
    return _render("progress.html", curriculum, up, tracks=curriculum.tracks)


def classroom(element: str, curriculum: Curriculum, up: str) -> str:
    """The element that makes an assignment (`assign`), shows one (`assignment`) or grades it (`grade`).

    It carries all that can be assigned.
    """
    tracks = [
        {"title": track.title, "lessons": [_assignable(lesson) for lesson in track.lessons]}
        for track in curriculum.tracks
    ]
    return _render("classroom.html", curriculum, up, element=element, course={"up": up, "tracks": tracks})


def _assignable(lesson: LessonEntry) -> dict[str, Any]:
    """`CourseLesson` in `web/classroom/course.ts`."""
    names = ("id", "title", "edition", "version", "points")
    exercises = [{name: getattr(exercise, name) for name in names} for exercise in lesson.exercises]
    known = {name: getattr(lesson, name) for name in ("id", "title", "minutes", "address")}
    return {**known, "objectives": list(lesson.objectives), "exercises": exercises}


def _render(template: str, curriculum: Curriculum, up: str, **values: Any) -> str:
    titles = {lesson.id: lesson for lesson in curriculum.lessons}
    text = _environment.get_template(template).render(up=up, titles=titles, exercises=_exercises, **values)
    # An empty line inside of an element would end it for Markdown.
    return "\n".join(line for line in text.split("\n") if line.strip())


def _exercises(lesson: LessonEntry) -> list[dict[str, Any]]:
    """What the page's script compares with what was passed; `ListedExercise` in `web/learner/listed.ts`."""
    names = ("id", "title", "version", "points")
    return [{name: getattr(exercise, name) for name in names} for exercise in lesson.exercises]


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])])


_environment.filters["duration"] = _duration


def author_errors(errors: list[str]) -> str:
    """The box that stands on a page in the place of what cannot be shown."""
    return _environment.get_template("author_errors.html").render(errors=errors)


@lru_cache(maxsize=1024)  # while an author writes, each save builds every page, and most files are as they were
def listed(name: str, text: str) -> Markup:
    """A file highlighted by its name, safe to write into a page.

    It tells apart what the editor tells apart and nothing more, so that no colour jumps when that takes over.
    """
    return _listing(_coloured(name, text))


def _listing(code: str) -> Markup:
    """`code` is safe HTML."""
    return Markup(f'<div class="highlight"><pre><code>{code}</code></pre></div>')


def _coloured(name: str, text: str) -> str:
    # Most tokens are short and alike, so Pygments' own formatter takes longer for them than its lexer.
    runs = groupby(_lexer(name).get_tokens(text), key=_CssClasses().of)
    return "".join(_run(css, escape("".join(value for _, value in tokens))) for css, tokens in runs)


def _coloured_lines(name: str, text: str) -> list[Markup]:
    """As `_coloured`, with no colour that reaches over the end of a line."""
    lines: list[list[str]] = [[]]
    for css, tokens in groupby(_lexer(name).get_tokens(text), key=_CssClasses().of):
        first, *others = "".join(value for _, value in tokens).split("\n")
        lines[-1].append(_run(css, escape(first)))
        lines += [[_run(css, escape(part))] for part in others]
    return [Markup("".join(parts)) for parts in lines[:-1]]  # lexers end their text with a line break


def _run(css: str, text: Markup) -> str:
    return f'<span class="{css}">{text}</span>' if css and text else text


class _CssClasses:
    """The class of one token after the other, as Pygments' style sheets have it; empty for plain text."""

    def __init__(self) -> None:
        self._last = ""

    def of(self, token: tuple[_TokenType, str]) -> str:
        kind, value = token
        if not value.isspace():  # which looks like what is before it
            self._last = _css_class(kind)
        return self._last


@cache
def _css_class(kind: Any) -> str:  # typed as a tuple by its stubs, where `in` means something else
    if kind in Token.Name and not any(kind in shown for shown in _SHOWN_NAMES):
        return ""
    if kind in Token.Operator and kind not in Token.Operator.Word:
        kind = Token.Punctuation
    if kind in Token.String and kind not in Token.String.Interpol and kind not in Token.String.Escape:
        kind = Token.String
    return STANDARD_TYPES.get(kind, "")


def _lexer(name: str) -> Lexer:
    """Templates hold Jinja inside their language; what Pygments does not know is plain text."""
    suffix = name.rpartition(".")[2]
    kind = f"jinja.{suffix}" if "templates/" in name else suffix
    if kind not in _lexers:
        try:
            _lexers[kind] = _new_lexer(kind, name)
        except ClassNotFound:
            _lexers[kind] = get_lexer_by_name("text")
    return _lexers[kind]


def _new_lexer(kind: str, name: str) -> Lexer:
    if kind == "py":
        return QuickPythonLexer()
    in_jinja = {"jinja.html": "html+jinja", "jinja.txt": "jinja", "jinja.xml": "xml+jinja"}
    return get_lexer_by_name(in_jinja[kind]) if kind in in_jinja else get_lexer_for_filename(name)
