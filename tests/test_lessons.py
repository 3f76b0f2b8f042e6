"""`lessons/` as dataclasses, and what an author is told about a faulty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import one_look
from sandbox.errors import AuthorError
from sandbox.lessons import lesson_ids, load_lesson, load_lessons, playground_ids
from tests.course import GOLDEN, Course

TOML = "lessons/kitchen/tea/lesson.toml"
POT = "lessons/kitchen/tea/pot"


def test_reads_a_lesson() -> None:
    lesson = load_lesson(GOLDEN, "kitchen/tea")
    assert (lesson.id, lesson.title, lesson.minutes) == ("kitchen/tea", "Tea", 5)
    assert lesson.not_taught == ("Coffee",) and lesson.requires == ()
    assert list(lesson.playgrounds) == ["cup", "pot"]
    assert lesson.playgrounds["cup"].exercise is None


def test_reads_a_playground() -> None:
    pot = load_lesson(GOLDEN, "kitchen/tea").playgrounds["pot"]
    assert list(pot.project.checks) == ["conftest.py", "test_app.py"]
    assert list(pot.project.assets) == ["static/leaf.png"]
    assert [request.name for request in pot.requests] == ["Strong tea", "Order"]


def test_reads_an_exercise() -> None:
    exercise = load_lesson(GOLDEN, "kitchen/tea").playgrounds["pot"].exercise
    assert exercise is not None
    assert exercise.points == 2 and len(exercise.hints) == 2
    assert list(exercise.solution) == ["app.py"]
    assert {mistake.name: mistake.says for mistake in exercise.mistakes} == {
        "no-strength": "strength 3",
        "always-hot": "strength of 1",
    }


def test_ids() -> None:
    assert lesson_ids(GOLDEN) == ["kitchen/tea"]
    assert playground_ids(GOLDEN) == ["kitchen/tea/cup", "kitchen/tea/pot"]


def test_what_tools_leave_behind_is_no_part_of_a_project(tmp_path: Path) -> None:
    course = Course(tmp_path)
    for name in ("__pycache__/app.pyc", "instance/tea.sqlite", ".pytest_cache/README.md", ".DS_Store"):
        course.write(f"{POT}/{name}", b"\xff\0")
    course.write("lessons/kitchen/tea/__pycache__/x.pyc", b"\xff")
    assert load_lessons(tmp_path) == load_lessons(tmp_path)
    assert list(load_lesson(tmp_path, "kitchen/tea").playgrounds["pot"].project.files) == [
        "app.py",
        "templates/pot.html",
        "static/pot.css",
    ]


def test_a_change_is_seen(tmp_path: Path) -> None:
    course = Course(tmp_path)
    assert load_lesson(tmp_path, "kitchen/tea").title == "Tea"
    course.replace(TOML, 'title = "Tea"', 'title = "Black tea"')
    assert load_lesson(tmp_path, "kitchen/tea").title == "Black tea"


@pytest.mark.parametrize("end", [one_look.on_post_build, one_look.on_build_error])
def test_within_a_build_each_lesson_is_looked_at_once(tmp_path: Path, end: Callable[[], None]) -> None:
    course = Course(tmp_path)
    titles = ["Tea"]

    def seen() -> str:
        title = load_lesson(tmp_path, "kitchen/tea").title
        course.replace(TOML, f'title = "{titles[-1]}"', f'title = "{titles[-1]}!"')
        titles.append(f"{titles[-1]}!")
        return title

    one_look.on_pre_build()
    assert (seen(), seen()) == ("Tea", "Tea")
    one_look.on_pre_build()  # the next one, where the first was broken off
    assert (seen(), seen()) == ("Tea!!", "Tea!!")
    end()
    assert (seen(), seen()) == ("Tea!!!!", "Tea!!!!!")


Spoil = Callable[[Course], None]


def replaced(old: str, new: str, name: str = TOML) -> Spoil:
    return lambda course: course.replace(name, old, new)


def written(name: str, content: str | bytes) -> Spoil:
    return lambda course: course.write(name, content)


def removed(name: str) -> Spoil:
    return lambda course: course.remove(name)


FAULTS: dict[str, tuple[Spoil, str]] = {
    "unknown key": (
        replaced("minutes = 5", "minutes = 5\nminute = 5"),
        f'{TOML}:5: unknown key "minute", expected one of title, objectives, not_taught, requires, minutes, '
        "exercise, discussion"
        '; did you mean "minutes"?',
    ),
    "unknown key of an exercise": (
        replaced("points = 2", "points = 2\nhint = []"),
        f'{TOML}:8: unknown key "hint" in [exercise.pot], expected one of points, hints, mistakes'
        '; did you mean "hints"?',
    ),
    "missing title": (
        replaced('title = "Tea"\n', ""),
        f'{TOML}:1: missing key "title"; found objectives, not_taught, minutes, exercise',
    ),
    "missing points": (
        replaced("points = 2\n", ""),
        f'{TOML}:6: missing key "points" in [exercise.pot]; found hints, mistakes',
    ),
    "text of wrong type": (replaced('"Tea"', "7"), f'{TOML}:1: "title" is an integer, expected a string'),
    "empty text": (replaced('"Tea"', '" "'), f'{TOML}:1: "title" is empty, expected words'),
    "number of wrong type": (
        replaced("minutes = 5", 'minutes = "5"'),
        f'{TOML}:4: "minutes" is a string, expected an integer',
    ),
    "boolean is no number": (
        replaced("minutes = 5", "minutes = true"),
        f'{TOML}:4: "minutes" is a boolean, expected an integer',
    ),
    "number too small": (replaced("points = 2", "points = 0"), f'{TOML}:7: "points" is 0, expected 1 or more'),
    "list of wrong type": (
        replaced('["Coffee"]', '"Coffee"'),
        f'{TOML}:3: "not_taught" is a string, expected an array of strings',
    ),
    "item of wrong type": (
        replaced('["Coffee"]', '["Coffee", 2]'),
        f'{TOML}:3: "not_taught" has item 2 which is an integer, expected a string',
    ),
    "table of wrong type": (
        replaced("[exercise.pot.mistakes.always-hot]\n", "[[exercise.pot.mistakes.always-hot]]\n"),
        f'{TOML}:13: "always-hot" is an array, expected a table',
    ),
    "not TOML": (replaced("minutes = 5", "minutes = "), f"{TOML}:4: is not TOML: Invalid value"),
    "no lesson.toml": (removed(TOML), f"{TOML}: is missing; every lesson has one"),
    "lesson.toml in another encoding": (written(TOML, "title = 'Thé'".encode("latin-1")), f"{TOML}: is not UTF-8 text"),
    "one hint only": (
        replaced('  "`request.args.get` takes a default and a `type`.",\n', ""),
        f'{TOML}:8: "hints" has 1 items, expected 2 to 4',
    ),
    "table without folder": (
        replaced("minutes = 5", "minutes = 5\n[exercise.pto]\npoints = 1"),
        f'{TOML}:5: [exercise.pto] has no folder; found cup, pot; did you mean "pot"?',
    ),
    "table without solution": (
        removed(f"{POT}/solution"),
        f"{TOML}:6: [exercise.pot] has no solution; expected the folder {POT}/solution",
    ),
    "folder without table": (
        written("lessons/kitchen/tea/cup/solution/app.py", "pass"),
        f"lessons/kitchen/tea/cup: has solution/, so {TOML} needs a table [exercise.cup]",
    ),
    "mistake without a table": (
        written(f"{POT}/mistakes/cold/app.py", "pass"),
        f'{TOML}:6: missing key "cold" in [exercise.pot.mistakes]; found always-hot, no-strength',
    ),
    "mistake without folder": (
        removed(f"{POT}/mistakes/always-hot"),
        f'{TOML}:13: unknown key "always-hot" in [exercise.pot.mistakes], expected one of no-strength',
    ),
    "no mistakes": (
        removed(f"{POT}/mistakes"),
        f"{TOML}:6: [exercise.pot.mistakes] needs at least one folder in {POT}/mistakes, found none",
    ),
    "solution like the starter": (
        written(f"{POT}/solution/static/pot.css", "p { color: saddlebrown; }\n"),
        f"{POT}/solution/static/pot.css: is the same as the starter's; leave it out",
    ),
    "solution with a check": (
        written(f"{POT}/solution/test_app.py", "pass"),
        f"{POT}/solution/test_app.py: is a check; an answer holds only what a learner can write",
    ),
    "unknown lesson required": (
        replaced("minutes = 5", 'requires = ["kitchen/tee"]\nminutes = 5'),
        f'{TOML}:4: requires "kitchen/tee", expected another lesson',
    ),
    "lesson requires itself": (
        replaced("minutes = 5", 'requires = ["kitchen/tea"]\nminutes = 5'),
        f'{TOML}:4: requires "kitchen/tea", expected another lesson',
    ),
    "not text": (
        written(f"{POT}/data.bin", b"\xff\xfe"),
        f"{POT}/data.bin: is not UTF-8 text; binary files are allowed below static/ only",
    ),
    "text with a NUL": (written(f"{POT}/app.py", "a\0"), f"{POT}/app.py: is not UTF-8 text"),
    "no checks": (removed(f"{POT}/test_app.py"), f"{POT}: has no checks; expected test_app.py"),
    "no Python": (removed("lessons/kitchen/tea/cup/app.py"), "lessons/kitchen/tea/cup: has no Python file"),
    "folder name": (
        written("lessons/kitchen/tea/My_Tea/app.py", "pass"),
        'lessons/kitchen/tea: the folder name "My_Tea" needs small letters, digits and single hyphens',
    ),
    "method of a request": (
        replaced("POST /pot", "POSTS /pot", f"{POT}/requests.http"),
        f'{POT}/requests.http:8: found method "POSTS", expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, '
        'TRACE; did you mean "POST"?',
    ),
    "address of a request": (
        replaced("localhost:5000", "localhost:8000", f"{POT}/requests.http"),
        f'{POT}/requests.http:4: found address "http://localhost:8000/pot?strength=3", expected http://localhost:5000/…',
    ),
    "header of a request": (
        replaced("Accept: text/html", "Accept text/html", f"{POT}/requests.http"),
        f"{POT}/requests.http:5: found 'Accept text/html', expected a header such as Accept: text/html",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_author_is_told(tmp_path: Path, name: str) -> None:
    course = Course(tmp_path)
    spoil, message = FAULTS[name]
    spoil(course)
    with pytest.raises(AuthorError) as caught:
        load_lessons(tmp_path)
    assert str(caught.value).startswith(message)
