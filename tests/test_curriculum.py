"""Tracks and lessons in the order of `nav`, the fences that show them, and what an author is told about the order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from markdown import Markdown

from sandbox import fences
from sandbox.curriculum import Curriculum, LessonEntry, Track, load_curriculum
from sandbox.edition import edition
from sandbox.embed import Options, payload
from sandbox.errors import AuthorError, Fault
from sandbox.fences import FenceError
from sandbox.lesson_map import lesson_map, needed_directly
from sandbox.lessons import load_lesson
from sandbox.pages import COURSE
from sandbox.pages import fences as pages
from tests.course import ROOT, Course

NAV = """
nav:
  - index.md
  - Warm things:
      - kitchen/index.md
      - Drinks:
          - kitchen/tea.md
          - Coffee for two: kitchen/coffee.md
  - Garden: [./garden/herbs.md, https://example.org/]
"""
#: The last lesson of a track needs another track, which begins after this one.
NAV_MIXED = "\nnav: [index.md, kitchen/tea.md, garden/herbs.md, kitchen/coffee.md]\n"
NAV_BACKWARDS = "\nnav: [index.md, kitchen/tea.md, garden/herbs.md, kitchen/coffee.md]\n"


def add_lesson(course: Course, name: str, requires: Iterable[str] = ()) -> None:
    """A lesson with one example, and its page."""
    lesson = name.partition("/")[2]
    wanted = ", ".join(f'"{required}"' for required in requires)
    text = f'title = "{lesson.capitalize()}"\nobjectives = ["Know it"]\nminutes = 7\nrequires = [{wanted}]\n'
    course.write(f"lessons/{name}/lesson.toml", text)
    course.write(f"lessons/{name}/one-cup/app.py", "app = 1\n")
    course.write(f"lessons/{name}/one-cup/test_app.py", "def test_it():\n    pass\n")
    course.write(f"docs/{name}.md", f"# {lesson}\n\n``` playground\n{name}/one-cup\n```\n")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Three lessons in two tracks, in the current folder."""
    monkeypatch.chdir(tmp_path)
    course = Course(tmp_path)
    add_lesson(course, "kitchen/coffee", ["kitchen/tea"])
    add_lesson(course, "garden/herbs", ["kitchen/tea", "kitchen/coffee"])
    course.write("docs/kitchen/index.md", "# Kitchen\n")
    course.append("mkdocs.yml", NAV)
    return course


def test_tracks_and_lessons_in_the_order_of_nav(course: Course) -> None:
    made = load_curriculum(course.root)
    assert [(track.id, track.title, track.page) for track in made.tracks] == [
        ("kitchen", "Drinks", "kitchen/index.md"),
        ("garden", "Garden", None),
    ]
    assert [lesson.id for lesson in made.lessons] == ["kitchen/tea", "kitchen/coffee", "garden/herbs"]
    assert made.tracks[0].minutes == 12
    coffee = made.lessons[1]
    assert (coffee.page, coffee.address, coffee.title) == ("kitchen/coffee.md", "kitchen/coffee/", "Coffee")
    assert (coffee.minutes, coffee.objectives, coffee.requires) == (7, ("Know it",), ("kitchen/tea",))
    assert coffee.exercises == ()


def test_playgrounds_are_those_of_the_page(course: Course) -> None:
    course.replace("docs/kitchen/tea.md", "kitchen/tea/cup", "kitchen/tea/x")
    course.replace("docs/kitchen/tea.md", "kitchen/tea/pot", "kitchen/tea/cup")
    course.replace("docs/kitchen/tea.md", "kitchen/tea/x", "kitchen/tea/pot")
    cup, pot = load_curriculum(course.root).lessons[0].playgrounds[::-1]
    assert (cup.id, cup.title, cup.kind, cup.points) == ("kitchen/tea/cup", "Cup", "example", 0)
    assert (pot.id, pot.title, pot.kind, pot.points) == ("kitchen/tea/pot", "A cup", "exercise", 2)
    shipped = payload(load_lesson(course.root, "kitchen/tea").playgrounds["pot"], Options())
    assert pot.version == shipped["version"]


def test_what_changed_is_read_again(course: Course) -> None:
    assert load_curriculum(course.root) is load_curriculum(course.root)
    course.replace("mkdocs.yml", "Garden:", "Balcony with a view:")
    assert load_curriculum(course.root).tracks[1].title == "Balcony with a view"
    course.replace("lessons/garden/herbs/lesson.toml", "minutes = 7", "minutes = 11")
    assert load_curriculum(course.root).lessons[2].minutes == 11


def test_without_nav_pages_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    course = Course(tmp_path)
    add_lesson(course, "kitchen/coffee", ["kitchen/tea"])
    [track] = load_curriculum(tmp_path).tracks
    assert track.title == "Kitchen"
    assert [lesson.id for lesson in track.lessons] == ["kitchen/coffee", "kitchen/tea"]
    assert lesson_map(load_curriculum(tmp_path)).width == 1  # no line leads upwards


def mix_tracks(course: Course) -> None:
    add_lesson(course, "garden/herbs")
    add_lesson(course, "kitchen/coffee", ["garden/herbs"])
    course.replace("mkdocs.yml", NAV, NAV_MIXED)


Spoil = Callable[[Course], None]
HERBS = "lessons/garden/herbs/lesson.toml"
FAULTS: dict[str, tuple[Spoil, str]] = {
    "not in nav": (
        lambda course: course.replace("mkdocs.yml", "          - kitchen/tea.md\n", ""),
        "mkdocs.yml: nav has no kitchen/tea.md, the page of lessons/kitchen/tea",
    ),
    "page without a lesson": (
        lambda course: course.replace("mkdocs.yml", "kitchen/index.md", "kitchen/teas.md"),
        'docs/kitchen/teas.md has no lesson, expected the folder lessons/kitchen/teas; did you mean "kitchen/tea"?',
    ),
    "required later": (
        lambda course: course.replace("mkdocs.yml", NAV, NAV_BACKWARDS),
        f'{HERBS}: requires "kitchen/coffee", which comes later in nav of mkdocs.yml; move one of the two',
    ),
    "required in a later track": (
        mix_tracks,
        'requires "garden/herbs", which is in a track that begins later in nav of mkdocs.yml; move one of the two',
    ),
    "circle": (
        lambda course: course.replace(
            "lessons/kitchen/tea/lesson.toml", "minutes", 'requires = ["garden/herbs"]\nminutes'
        ),
        "requires itself in a circle: garden/herbs → kitchen/tea → garden/herbs",
    ),
    "not YAML": (lambda course: course.append("mkdocs.yml", "\n  - ]\n"), "is not YAML"),
    "no settings": (lambda course: course.remove("mkdocs.yml"), "mkdocs.yml: is not in "),
    "other encoding": (
        lambda course: course.write("mkdocs.yml", "site_name: Thé".encode("latin-1")),
        "mkdocs.yml: is not UTF-8 text",
    ),
    "faulty title": (
        lambda course: course.replace("docs/kitchen/tea.md", 'title="A cup"', "title=Cup"),
        "docs/kitchen/tea.md:3: found title=Cup",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_author_is_told(course: Course, name: str) -> None:
    spoil, message = FAULTS[name]
    spoil(course)
    with pytest.raises(AuthorError) as caught:
        load_curriculum(course.root)
    assert message in str(caught.value)


def test_place_in_nav(course: Course) -> None:
    course.replace("mkdocs.yml", "kitchen/index.md", "kitchen/teas.md")
    line = (course.root / "mkdocs.yml").read_text("utf-8").split("\n").index("      - kitchen/teas.md") + 1
    with pytest.raises(AuthorError, match=f"^mkdocs.yml:{line}: "):
        load_curriculum(course.root)


def render(course: Course, page: str, text: str) -> str:
    """The HTML of a page's text, which is written there too, as the fences look for it."""
    course.write(page, text)
    fences._site_check(course.root).run(anew=True)
    custom = [{"name": name, "class": name, "format": fences.course, "validator": fences.validator} for name in COURSE]
    configs = {"pymdownx.superfences": {"custom_fences": custom}}
    return Markdown(extensions=["pymdownx.superfences"], extension_configs=configs).convert(text)


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', html)


def test_a_track_lists_its_lessons(course: Course) -> None:
    html = render(course, "docs/kitchen/index.md", "# Kitchen\n\n``` track\nkitchen\n```\n")
    assert links(html) == ["../kitchen/tea/", "../kitchen/coffee/", "../kitchen/tea/"]
    assert "<span>2 lessons</span><span>12 min</span>" in html
    assert "Know it" in html and "Exercise: Pot (2 points)" in html
    assert 'data-lesson="kitchen/tea"' in html and "&#34;version&#34;" in html
    assert "garden" not in html


def test_a_path_lists_what_it_names(course: Course) -> None:
    html = render(course, "docs/paths.md", "``` learning-path\nkitchen/tea\n\ngarden/herbs\n```\n")
    assert re.findall(r'data-lesson="([^"]*)"', html) == ["kitchen/tea", "garden/herbs"]
    assert "Know it" not in html


def test_the_map_and_the_progress_show_all(course: Course) -> None:
    for language in ("map", "progress"):
        html = render(course, f"docs/{language}.md", f"``` {language}\n```\n")
        assert re.findall(r'data-lesson="([^"]*)"', html) == ["kitchen/tea", "kitchen/coffee", "garden/herbs"]
        assert links(html)[0] == "../kitchen/tea/"
        assert "<p>" not in html  # Markdown took it for one block


def test_the_pages_of_assignments_hold_all_that_can_be_assigned(course: Course) -> None:
    for language in ("assign", "assignment", "grade"):
        html = render(course, f"docs/{language}.md", f"``` {language}\n```\n")
        (text,) = re.findall(r'<script type="application/json">(.*?)</script>', html)
        lessons = [lesson for track in json.loads(text)["tracks"] for lesson in track["lessons"]]
        assert [lesson["id"] for lesson in lessons] == ["kitchen/tea", "kitchen/coffee", "garden/herbs"]
        assert lessons[0]["address"] == "kitchen/tea/" and lessons[0]["objectives"]
        assert {exercise["id"]: exercise["edition"] for exercise in lessons[0]["exercises"]} == {
            playground.id: edition(playground)
            for playground in load_lesson(course.root, "kitchen/tea").playgrounds.values()
            if playground.exercise
        }
        assert "JavaScript" in html and "<p>" not in html  # Markdown took it for one block


def test_a_track_tells_instructors_what_its_lessons_know(course: Course) -> None:
    for name in ("kitchen/tea", "kitchen/coffee"):
        for question in ("one", "two"):
            text = (
                f'[discussion.{question}]\nasks = "Is *{question}* enough?"\nlisten_for = "It `depends` on {name}."\n'
            )
            course.append(f"lessons/{name}/lesson.toml", f"\n{text}")
    html = render(course, "docs/teach/kitchen.md", "# Teach\n\n``` teaching\nkitchen\n```\n")
    assert links(html)[:3] == ["#teach-tea", "#teach-coffee", "../../kitchen/tea/"]
    assert '<tr><th scope="row"><a href="#teach-tea">Tea</a></th><td>5</td><td>1</td><td>2</td></tr>' in html
    assert "<p>Is <em>two</em> enough?</p>" in html and "It <code>depends</code> on kitchen/coffee." in html
    assert "<dt>“… strength of 1 …”</dt>\n<dd>The strength is always the same number.</dd>" in html
    assert "Not taught here: Coffee." in html and "kitchen/tea/pot" in html
    assert "\n\n" not in html.partition("flaskroom-teaching")[2].rpartition("</div>")[0]
    assert not re.search("<h2 id|<div", html.partition("flaskroom-teaching")[2])  # Material's search would list it


def test_every_track_has_a_page_for_instructors() -> None:
    shown = {fence.body.strip(): fence.page for fence in pages(ROOT) if fence.language == "teaching"}
    assert shown == {track.id: f"docs/teaching/{track.id}.md" for track in load_curriculum(ROOT).tracks}


def test_at_the_root_links_lead_nowhere_up(course: Course) -> None:
    assert links(render(course, "docs/index.md", "``` map\n```\n"))[0] == "kitchen/tea/"


@pytest.mark.parametrize(
    ("fence", "message"),
    [
        ("track\nkitchens", 'docs/x.md:2: found the track "kitchens", expected one of kitchen, garden; did you mean'),
        ("learning-path\nkitchen/tea\nkitchen/tae", 'docs/x.md:3: found the lesson "kitchen/tae", expected '),
        ("learning-path", "docs/x.md:1: found no lessons, expected one a line"),
        (
            "learning-path\ngarden/herbs\nkitchen/tea",
            "docs/x.md:2: garden/herbs requires kitchen/tea, which comes later in this path",
        ),
        ("map\nkitchen", 'docs/x.md:2: found "kitchen", expected nothing: a map shows all lessons'),
        (
            "teaching\nkitchen",
            "lessons/kitchen/tea/lesson.toml: has 0 tables [discussion.…], expected 2 to 4, since docs/",
        ),
        ('map title="x"', 'docs/x.md:1: a map has no options, found "title"'),
        ("map\n```\n\n``` map", "docs/x.md:5: map is on docs/x.md:1 already"),
    ],
)
def test_a_faulty_fence_stops_the_build(course: Course, fence: str, message: str) -> None:
    with pytest.raises((FenceError, AuthorError)) as caught:
        render(course, "docs/x.md", f"``` {fence}\n```\n")
    assert str(caught.value).startswith(message)


def lessons(**requires: str) -> Curriculum:
    """One track of lessons; each value names what that lesson requires."""
    made = [
        LessonEntry(name, f"{name}.md", name, 5, (), tuple(needed.split()), ()) for name, needed in requires.items()
    ]
    return Curriculum((Track("all", "All", None, tuple(made)),))


def test_what_is_needed_anyway_gets_no_line() -> None:
    made = lessons(a="", b="a", c="b a", d="a c")
    assert needed_directly(made.lessons) == {"a": [], "b": ["a"], "c": ["b"], "d": ["c"]}
    assert lesson_map(made).width == 1  # a chain is one straight line


def test_lines_that_meet_in_a_row_have_lanes_of_their_own() -> None:
    assert lesson_map(lessons(a="", b="", c="", x="a", y="b", z="c a")).width == 4
    assert lesson_map(lessons(a="", b="", x="a", p="", q="", r="p")).width == 2  # a lane is used again


def test_a_line_goes_on_from_row_to_row() -> None:
    made = lesson_map(lessons(a="", b="", c="", x="a", y="b", z="c a"))
    for before, after in zip(made.tracks[0].rows, made.tracks[0].rows[1:], strict=False):
        assert at_edge(before.lines, 2) == at_edge(after.lines, 0)


def at_edge(path: str, edge: int) -> set[float]:
    """Where lines cross the upper (0) or lower (2) edge of a row."""
    found = set()
    for part in filter(None, path.split("M")):
        start, x = part[: re.search("[CV]", part).start()], 0.0  # type: ignore[union-attr]
        x, y = (float(number) for number in start.split())
        end = part[len(start) + 1 :].split()
        to = (x, float(end[0])) if part[len(start)] == "V" else (float(end[-2]), float(end[-1]))
        found |= {place for place, height in ((x, y), to) if height == edge}
    return found


def test_unknown_track() -> None:
    with pytest.raises(Fault, match='found the track "al", expected one of all; did you mean "all"'):
        lessons(a="").track("al")
