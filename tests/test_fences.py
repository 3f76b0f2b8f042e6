"""The fences as SuperFences calls them: the markup they write, and what stops the build."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from sandbox import fences, site_check
from sandbox.errors import AuthorError
from sandbox.site_check import STALE, SiteCheck
from tests.course import ROOT, Course

PAGE = "docs/kitchen/tea.md"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A sound site in the current folder."""
    monkeypatch.chdir(tmp_path)
    return Course(tmp_path)


def render(text: str) -> str:
    custom = [
        {"name": "playground", "class": "x", "format": fences.playground, "validator": fences.validator},
        {"name": "quiz", "class": "x", "format": fences.quiz, "validator": fences.validator},
        {"name": "predict", "class": "x", "format": fences.predict, "validator": fences.validator},
        {"name": "arrange", "class": "x", "format": fences.arrange, "validator": fences.validator},
    ]
    configs = {"pymdownx.superfences": {"custom_fences": custom}}
    extensions = ["admonition", "attr_list", "tables", "pymdownx.superfences"]
    return Markdown(extensions=extensions, extension_configs=configs).convert(text)


def page(course: Course) -> str:
    return (course.root / PAGE).read_text("utf-8")


class Outline(HTMLParser):
    """The elements of a text as (tag, attributes); complains about what is closed wrongly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_markup_of_a_playground(course: Course) -> None:
    html = render(page(course))
    outline = Outline(html).elements
    playgrounds = [attributes for tag, attributes in outline if tag == "flask-playground"]
    assert playgrounds == [
        {"name": "kitchen/tea/cup", "data-state": "idle"},
        {"name": "kitchen/tea/pot", "data-state": "idle"},
    ]
    figures = [attributes["data-file"] for tag, attributes in outline if tag == "figure"]
    assert figures == [
        *("app.py", "templates/cup.html", "test_app.py"),
        *("templates/pot.html", "app.py", "static/pot.css", "conftest.py", "test_app.py"),
    ]
    assert html.count('<div class="highlight"><pre>') == len(figures) + 1  # and the quoted fence
    assert '<span class="kn">from' in html


def test_payload_cannot_end_its_script(course: Course) -> None:
    scripts = re.findall(r'<script type="application/json">(.*?)</script>', render(page(course)), re.DOTALL)
    assert len(scripts) == 2
    assert all("<" not in script for script in scripts)
    pot = json.loads(scripts[1])
    assert "</script><!-- größer & wärmer" in pot["files"]["app.py"]
    assert list(pot["files"]) == ["app.py", "templates/pot.html", "static/pot.css"]


def test_markup_of_a_quiz(course: Course) -> None:
    text = "``` quiz\nWhich **one** is `<b>`?\n( ) *a* — no\n(x) b <!-- x -->\n```\n"
    course.append(PAGE, "\n" + text)
    html = render(text)
    outline = Outline(html).elements
    assert next(attributes["data-kind"] for tag, attributes in outline if tag == "flask-quiz") == "single"
    inputs = [attributes for tag, attributes in outline if tag == "input"]
    assert [(attributes["type"], attributes["value"]) for attributes in inputs] == [("radio", "0"), ("radio", "1")]
    assert len({attributes["name"] for attributes in inputs}) == 1
    explanations = [attributes for tag, attributes in outline if tag == "p" and "data-right" in attributes]
    assert [attributes["data-right"] for attributes in explanations] == ["false", "true"]
    assert all("hidden" in attributes for attributes in explanations)
    assert "<legend>Which <strong>one</strong> is <code>&lt;b&gt;</code>?</legend>" in html
    assert "<span><em>a</em></span>" in html


@pytest.mark.usefixtures("course")
def test_a_quiz_with_several_answers_has_checkboxes() -> None:
    html = render("``` quiz\nWhich?\n[x] a\n[x] b\n[ ] c\n```\n")
    assert html.count('type="checkbox"') == 3
    assert 'data-kind="multiple"' in html


PREDICTION = """
``` predict
kitchen/tea/cup
GET /

Status: 422
Body:
( ) `</script>` — *no*
(x) `Earl Grey`

*Because.*
```
"""
ARRANGEMENT = """
``` arrange
Which order?

kitchen/tea/pot/app.py:6:8
not: `    return <b>` — *no*
```
"""


def test_markup_of_a_prediction(course: Course) -> None:
    course.append(PAGE, PREDICTION)
    html = render(PREDICTION)
    outline = Outline(html).elements
    assert (
        next(attributes["data-playground"] for tag, attributes in outline if tag == "flask-predict")
        == "kitchen/tea/cup"
    )
    parts = [attributes["data-part"] for tag, attributes in outline if tag == "fieldset"]
    assert parts == ["Status", "Body"]
    values = [attributes["value"] for tag, attributes in outline if tag == "input"]
    assert values == ["200", "302", "400", "404", "422", "500", "</script>", "Earl Grey"]
    request = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(request[0]) == {"method": "GET", "path": "/", "headers": [], "body": ""}
    form, _, answer = html.partition("</form>")
    assert "<strong>422</strong> Unprocessable" in form
    assert "<em>Because.</em>" in answer
    # What is right stands in the answer for readers without scripts alone, so that nobody judges by it.
    assert "data-right" not in html
    assert "The app answers <strong>422" in answer


def test_markup_of_an_arrangement(course: Course) -> None:
    course.append(PAGE, ARRANGEMENT)
    html = render(ARRANGEMENT)
    outline = Outline(html).elements
    groups = [attributes.get("data-group") for tag, attributes in outline if tag == "li"]
    assert set(groups) == {"0", "1", "2", None}
    assert [group for group in groups if group] != ["0", "1", "2"]
    assert '<span class="k">def' in html
    lines = [
        re.sub(r"<[^>]*>", "", line) for line in re.findall(r'<li[^>]*><code class="highlight">(.*?)</code>', html)
    ]
    assert set(lines) == {
        "@app.get(&#34;/pot&#34;)",
        "def pot():",
        "    return render_template(&#34;pot.html&#34;, strength=1)",
        "    return &lt;b&gt;",
    }
    assert render(ARRANGEMENT) == html


@pytest.mark.usefixtures("course")
def test_the_name_of_a_question_depends_on_its_text_alone() -> None:
    def names(text: str) -> list[str | None]:
        return [attributes["name"] for tag, attributes in Outline(render(text)).elements if tag.startswith("flask-")]

    quiz = "``` quiz\nA?\n( ) a\n(x) b\n```\n"
    [alone] = names(quiz)
    assert names(f"# Other\n\nText.\n\n{quiz}") == [alone]
    assert names(quiz.replace("A?", "B?")) != [alone]


@pytest.mark.usefixtures("course")
def test_other_fences_are_left_alone() -> None:
    assert "flask-" not in render('``` python title="x"\nplayground = 1\n```\n')


Spoil = Callable[[Course], None]
TOML = "lessons/kitchen/tea/lesson.toml"

FAULTS: dict[str, tuple[Spoil, str]] = {
    "unknown option": (
        lambda course: course.replace(PAGE, 'title="A cup"', 'titles="A cup"'),
        f'{PAGE}:3: unknown option "titles", expected one of path, file, title, run; did you mean "title"?',
    ),
    "malformed option": (
        lambda course: course.replace(PAGE, 'title="A cup"', "title=Cup"),
        f"{PAGE}:3: found title=Cup, expected options such as",
    ),
    "wrong path": (
        lambda course: course.replace(PAGE, '"/pot?strength=3"', '"pot"'),
        f'{PAGE}:9: option path is "pot", expected a path such as "/greet/Ada"',
    ),
    "wrong command": (
        lambda course: course.replace(PAGE, '"flask run --debug"', '"flask start"'),
        f'{PAGE}:9: option run is "flask start", expected one of flask run, flask run --debug, python app.py',
    ),
    "unknown file": (
        lambda course: course.replace(PAGE, '"templates/pot.html"', '"templates/pots.html"'),
        f'{PAGE}:9: option file is "templates/pots.html", expected one of app.py, templates/pot.html, static/pot.css, '
        'conftest.py, test_app.py; did you mean "templates/pot.html"?',
    ),
    "unknown playground": (
        lambda course: course.replace(PAGE, "kitchen/tea/pot\n    ```", "kitchen/tea/pott\n    ```"),
        f'{PAGE}:10: found the playground "kitchen/tea/pott", expected <track>/<lesson>/<playground> with a folder in '
        'lessons/; did you mean "kitchen/tea/pot"?',
    ),
    "no name": (
        lambda course: course.append(PAGE, "\n``` playground\n```\n"),
        f"{PAGE}:26: found no name, expected <track>/<lesson>/<playground>",
    ),
    "path for a name": (
        lambda course: course.append(PAGE, "\n``` playground\n../tea/cup\n```\n"),
        f'{PAGE}:26: found the playground "../tea/cup", expected <track>/<lesson>/<playground>',
    ),
    "twice": (
        lambda course: course.append("docs/index.md", "\n> ``` playground\n> kitchen/tea/cup\n> ```\n"),
        f"{PAGE}:4: kitchen/tea/cup is on docs/index.md:5 already; a playground is on exactly one page",
    ),
    "on no page": (
        lambda course: course.replace(PAGE, '``` playground title="A cup"\nkitchen/tea/cup\n```\n', ""),
        "lessons/kitchen/tea/cup: is on no page; expected a playground fence with it on docs/kitchen/tea.md",
    ),
    "not closed": (
        lambda course: course.append("docs/index.md", "\n``` quiz\nA?\n"),
        'docs/index.md:5: the fence "quiz" is never closed',
    ),
    "misspelt fence": (
        lambda course: course.append("docs/index.md", "\n``` playgrounds\nkitchen/tea/cup\n```\n"),
        'docs/index.md:5: found the fence "playgrounds"; did you mean "playground"?',
    ),
    "quiz without an answer": (
        lambda course: course.replace(PAGE, "(x) The query", "( ) The query"),
        f"{PAGE}:19: the quiz has no right answer; mark one with (x) or [x]",
    ),
    "quiz with two answers": (
        lambda course: course.replace(PAGE, "( ) The form", "(x) The form"),
        f"{PAGE}:22: the quiz has two right answers; use [ ] and [x] where several are right",
    ),
    "quiz with an option": (
        lambda course: course.replace(PAGE, "``` quiz", '``` quiz title="x"'),
        f'{PAGE}:19: a quiz has no options, found "title"',
    ),
    "prediction without a status": (
        lambda course: course.append("docs/index.md", "\n``` predict\nkitchen/tea/cup\nGET /\n```\n"),
        "docs/index.md:5: the prediction has no status, expected a line such as Status: 404 below the request",
    ),
    "prediction about another page": (
        lambda course: course.append("docs/index.md", "\n``` predict\nkitchen/tea/cup\nGET /\n\nStatus: 200\n```\n"),
        f"docs/index.md:6: asks about kitchen/tea/cup, which is on {PAGE}; expected a playground of this page",
    ),
    "prediction about no playground": (
        lambda course: course.append(PAGE, "\n``` predict\nkitchen/tea/cap\nGET /\n\nStatus: 200\n```\n"),
        f"{PAGE}:26: asks about kitchen/tea/cap, which is on no page; expected a playground of this page; "
        'did you mean "kitchen/tea/cup"?',
    ),
    "arrangement of no file": (
        lambda course: course.append(PAGE, ARRANGEMENT.replace("pot/app.py", "pot/apps.py")),
        f'{PAGE}:28: found "kitchen/tea/pot/apps.py", expected a file below lessons/; did you mean '
        '"kitchen/tea/pot/app.py"?',
    ),
    "arrangement with an option": (
        lambda course: course.append(PAGE, ARRANGEMENT.replace("arrange", 'arrange title="x"')),
        f'{PAGE}:25: an arrangement has no options, found "title"',
    ),
    "faulty lesson": (
        lambda course: course.replace(TOML, "minutes", "minute"),
        f'{TOML}:4: unknown key "minute", expected one of',
    ),
    "no lessons": (lambda course: course.remove("lessons"), "lessons/: is not a folder of "),
    "page in another encoding": (
        lambda course: course.write("docs/index.md", "# Thé".encode("latin-1")),
        "docs/index.md: is not UTF-8 text",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_stops_the_build(course: Course, name: str) -> None:
    spoil, message = FAULTS[name]
    spoil(course)
    with pytest.raises(SuperFencesException) as caught:
        render("``` quiz\nThe first fence?\n(x) yes\n( ) no\n```\n\n``` playground\nkitchen/tea/cup\n```\n")
    assert str(caught.value).startswith(message)


@pytest.mark.usefixtures("course")
def test_a_fence_in_no_page_is_told_without_a_place() -> None:
    with pytest.raises(SuperFencesException) as caught:
        render("``` quiz\nA?\n( ) a\n( ) b\n```\n")
    assert str(caught.value) == (
        "the quiz has no right answer; mark one with (x) or [x] (the fence is not written in a page of docs/ itself)"
    )


@pytest.mark.usefixtures("course")
def test_a_link_to_a_page_is_refused() -> None:
    with pytest.raises(SuperFencesException, match=r"links to \.\./index\.md, which works in a page's own text only"):
        render("``` quiz\nA?\n( ) a — see [home](../index.md)\n(x) b\n```\n")


@pytest.mark.usefixtures("course")
def test_a_fault_of_our_own_stops_the_build_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(fences, "parse_quiz", broken)
    with pytest.raises(SuperFencesException, match=r"(?s)a fault of its own.*ZeroDivisionError: oops"):
        render("``` quiz\nA?\n( ) a\n(x) b\n```\n")


def test_the_site_is_checked_again_once_the_check_is_stale(course: Course) -> None:
    now = 100.0
    check = SiteCheck(course.root, clock=lambda: now)
    check.run()
    course.replace(PAGE, "(x) The query", "( ) The query")
    check.run()  # the same build goes on
    now += STALE + 0.1
    with pytest.raises(AuthorError, match="no right answer"):
        check.run()
    with pytest.raises(AuthorError, match="no right answer"):  # a failed check is never taken for a fresh one
        check.run()
    course.replace(PAGE, "( ) The query", "(x) The query")
    check.run()


def test_the_project_itself_is_sound() -> None:
    assert [str(error) for error in site_check.errors(site_check.Seen(ROOT))] == []
