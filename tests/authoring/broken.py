"""Broken lessons: how each is spoilt, and all that the linter has to say about it, as `file:line:column code`."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.authoring.new import new_lesson
from tests.authoring.sound import PAGE
from tests.course import Course

LESSON = "lessons/kitchen/tea"
TOML = f"{LESSON}/lesson.toml"
POT = f"{LESSON}/pot"
CUP = f"{LESSON}/cup"
JAM = "lessons/kitchen/jam/lesson.toml"
Spoil = Callable[[Course], None]


def replaced(old: str, new: str, name: str = PAGE) -> Spoil:
    return lambda course: course.replace(name, old, new)


def written(name: str, content: str | bytes) -> Spoil:
    return lambda course: course.write(name, content)


def removed(name: str) -> Spoil:
    return lambda course: course.remove(name)


def added(text: str, name: str = PAGE) -> Spoil:
    return lambda course: course.append(name, text)


def ended(mark: str, name: str) -> Spoil:
    """Without what begins with the mark."""
    return lambda course: course.write(name, (course.root / name).read_text("utf-8").partition(mark)[0])


def copied(old: str, new: str) -> Spoil:
    return lambda course: course.write(new, (course.root / old).read_text("utf-8"))


def renamed(old: str, new: str) -> Spoil:
    def rename(course: Course) -> None:
        (course.root / old).rename(course.root / new)

    return rename


def begun(lesson: str) -> Spoil:
    """One more lesson behind the others, with nothing wrong."""

    def begin(course: Course) -> None:
        new_lesson(course.root, lesson, None, None)

    return begin


def requiring(lesson: str, name: str) -> Spoil:
    return replaced("minutes = ", f'requires = ["{lesson}"]\nminutes = ', name)


def both(*spoils: Spoil) -> Spoil:
    def all_of_them(course: Course) -> None:
        for spoil in spoils:
            spoil(course)

    return all_of_them


BROKEN: dict[str, tuple[Spoil, list[str]]] = {
    "lesson.toml is no TOML": (replaced("minutes = 5", "minutes = ", TOML), [f"{TOML}:4:1 not-toml"]),
    "no lesson.toml": (removed(TOML), [f"{TOML} not-toml"]),
    "an unknown key": (replaced("minutes = 5", "minutes = 5\nminuts = 5", TOML), [f"{TOML}:5:1 unknown-key"]),
    "a missing key": (replaced('title = "Tea"\n', "", TOML), [f"{TOML}:1:1 missing-key"]),
    "a number that is none": (replaced("minutes = 5", 'minutes = "5"', TOML), [f"{TOML}:4:1 wrong-value"]),
    "five faults in one file": (
        both(
            replaced('"Tea"', "7", TOML),
            replaced("minutes = 5", "minutes = 0\nlevel = 1", TOML),
            replaced("points = 2\n", "", TOML),
            replaced('says = "strength 3"', 'say = "strength 3"', TOML),
        ),
        [
            f"{TOML}:1:1 wrong-value",
            f"{TOML}:4:1 wrong-value",
            f"{TOML}:5:1 unknown-key",
            f"{TOML}:7:1 missing-key",
            f"{TOML}:17:1 missing-key",
            f"{TOML}:18:1 unknown-key",
        ],
    ),
    "a lesson that is required and not there": (
        replaced("minutes = 5", 'minutes = 5\nrequires = ["kitchen/tee"]', TOML),
        [f"{TOML}:5:14 unknown-lesson"],
    ),
    "one hint": (
        replaced('  "`request.args.get` takes a default and a `type`.",\n', "", TOML),
        [f"{TOML}:8:1 number-of-hints"],
    ),
    "a lesson for instructors that asks one question": (
        both(
            written("docs/teach.md", "# Teach\n\n``` teaching\nkitchen\n```\n"),
            replaced("  - index.md\n", "  - index.md\n  - teach.md\n", "mkdocs.yml"),
            added('\n[discussion.cups]\nasks = "Cups or mugs?"\nlisten_for = "What one drinks."\n', TOML),
        ),
        [f"{TOML} number-of-questions"],
    ),
    "a question without words": (
        added('\n[discussion.cups]\nasks = ""\n', TOML),
        [f"{TOML}:22:1 wrong-value", f"{TOML}:21:1 missing-key"],
    ),
    "a table without a folder": (
        replaced("minutes = 5", "minutes = 5\n[exercise.pto]\npoints = 1\nhints = []\nmistakes = {}", TOML),
        [f"{TOML}:5:1 exercise-parts"],
    ),
    "no solution": (removed(f"{POT}/solution"), [f"{TOML}:6:1 exercise-parts"]),
    "a solution without a table": (written(f"{CUP}/solution/app.py", "x = 1\n"), [f"{CUP} exercise-parts"]),
    "a mistake without a table": (written(f"{POT}/mistakes/cold/app.py", "x = 1\n"), [f"{TOML}:6:1 missing-key"]),
    "a folder with an underline": (
        renamed(CUP, f"{LESSON}/my_cup"),
        [
            f"{LESSON} folder",
            f"{PAGE}:8:1 unknown-playground",
            f"{PAGE}:22:9 dead-snippet",
        ],
    ),
    "no checks": (removed(f"{CUP}/test_app.py"), [f"{CUP} folder"]),
    "binary outside of static": (written(f"{CUP}/data.bin", b"\xff\xfe"), [f"{CUP}/data.bin not-text"]),
    "a page in another encoding": (
        written("docs/index.md", "# Thé".encode("latin-1")),
        ["docs/index.md not-text", f"{PAGE}:17:45 dead-anchor"],
    ),
    "a solution like the starter": (
        copied(f"{POT}/app.py", f"{POT}/solution/app.py"),
        [f"{POT}/solution/app.py answer"],
    ),
    "a mistake with a check": (
        written(f"{POT}/mistakes/always-hot/test_app.py", "x = 1\n"),
        [f"{POT}/mistakes/always-hot/test_app.py answer"],
    ),
    "two faults in requests.http": (
        both(
            replaced("POST /pot", "POSTS /pot", f"{POT}/requests.http"),
            replaced("Accept: text", "Accept text", f"{POT}/requests.http"),
        ),
        [f"{POT}/requests.http:5:1 saved-request", f"{POT}/requests.http:8:1 saved-request"],
    ),
    "Python that is none": (
        replaced("def cup():", "def cup()", f"{CUP}/app.py"),
        [f"{CUP}/app.py:8:10 syntax"],
    ),
    "a long file": (added("\n" * 30 + "x = 1\n" * 30, f"{CUP}/app.py"), [f"{CUP}/app.py:61:1 long-file"]),
    "a template that nothing names": (
        written(f"{CUP}/templates/old.html", "<p>Old</p>\n"),
        [f"{CUP}/templates/old.html unused-file"],
    ),
    "a check without a docstring": (
        replaced('    """The page names the tea."""\n', "", f"{CUP}/test_app.py"),
        [f"{CUP}/test_app.py:4:5 check-docstring"],
    ),
    "an assert without a message": (
        replaced(', f"The page should name the tea, and is: {page}"', "", f"{CUP}/test_app.py"),
        [f"{CUP}/test_app.py:7:5 check-message"],
    ),
    "two mistakes with one message": (
        replaced('"strength 3"', '"a strength of 1 is"', TOML),
        [f"{TOML}:18:1 same-words"],
    ),
    "two mistakes with one reason": (
        replaced(
            '"The view ignores `?strength=3`: nothing reads the query string."',
            '"The strength is always the same number."',
            TOML,
        ),
        [f"{TOML}:19:1 same-words"],
    ),
    "one mistake": (
        both(removed(f"{POT}/mistakes/no-strength"), ended("[exercise.pot.mistakes.no-s", TOML)),
        [f"{TOML}:6:1 few-mistakes"],
    ),
    "no exercise": (
        both(
            *(removed(f"{POT}/{part}") for part in ("solution", "alternatives", "mistakes")),
            ended("[exercise.pot]", TOML),
        ),
        [f"{TOML}:1:1 no-exercise"],
    ),
    "an unknown option": (replaced('title="A cup"', 'titel="A cup"'), [f"{PAGE}:7:16 fence"]),
    "a fence without an end": (
        added("\n``` quiz\nA?\n(x) a\n( ) b\n"),
        [f"{PAGE}:35:5 fence"],
    ),
    "a misspelt fence": (added("\n``` playgrond\nkitchen/tea/cup\n```\n"), [f"{PAGE}:35:5 fence"]),
    "a quiz without a right answer": (replaced("(x) The query", "( ) The query"), [f"{PAGE}:25:1 quiz"]),
    "two faulty quizzes": (
        both(
            replaced("(x) The query", "( ) The query"),
            added("\n[On](../index.md)\n\n``` quiz\nWhich?\n(x) this\n[ ] that\n```\n"),
        ),
        [f"{PAGE}:25:1 quiz", f"{PAGE}:40:1 quiz"],
    ),
    "a choice that explains nothing": (replaced(" — A `GET`", " - A `GET`"), [f"{PAGE}:27:1 no-explanation"]),
    "a playground's fence that is closed too late": (
        replaced("kitchen/tea/cup\n```\n", "kitchen/tea/cup\n\nMore.\n\n```\n"),
        [f"{PAGE}:8:1 fence"],
    ),
    "an unknown playground": (
        replaced("kitchen/tea/cup\n```", "kitchen/tea/cop\n```"),
        [f"{PAGE}:8:1 unknown-playground"],
    ),
    "a playground on two pages": (
        added("\n``` playground\nkitchen/tea/cup\n```\n", "docs/index.md"),
        [f"{PAGE}:8:1 shown-twice"],
    ),
    "a playground on no page": (
        replaced('``` playground title="A cup"\nkitchen/tea/cup\n```\n', ""),
        [f"{CUP} on-no-page"],
    ),
    "a lesson without a page": (
        removed(PAGE),
        [f"{LESSON} no-page", f"{CUP} on-no-page", f"{POT} on-no-page"],
    ),
    "a lesson before what it requires": (
        both(begun("kitchen/jam"), requiring("kitchen/jam", TOML)),
        [f"{TOML}:4:1 lesson-order"],
    ),
    "lessons that require each other": (
        both(begun("kitchen/jam"), requiring("kitchen/jam", TOML), requiring("kitchen/tea", JAM)),
        [f"{JAM}:3:1 lesson-order"],
    ),
    "a page that is not in nav": (replaced("      - kitchen/tea.md\n", "", "mkdocs.yml"), [f"{PAGE} not-in-nav"]),
    "settings that are no YAML": (added("  - [\n", "mkdocs.yml"), ["mkdocs.yml:{last}:1 not-yaml"]),
    "a link to no page": (replaced("(../index.md#home)", "(../indx.md)"), [f"{PAGE}:17:45 dead-link"]),
    "a link to no heading": (replaced("(#the-view)", "(#the-viev)"), [f"{PAGE}:17:78 dead-anchor"]),
    "a snippet of no file": (
        replaced('"kitchen/tea/cup/app.py:view"', '"kitchen/tea/cup/ap.py"'),
        [f"{PAGE}:22:9 dead-snippet"],
    ),
    "a snippet of no section": (replaced("app.py:view", "app.py:veiw"), [f"{PAGE}:22:31 dead-snippet"]),
    "a snippet of too many lines": (replaced("app.py:view", "app.py:7:70"), [f"{PAGE}:22:31 dead-snippet"]),
    "code typed a second time": (
        replaced(
            '--8<-- "kitchen/tea/cup/app.py:view"',
            '@app.get("/")\ndef cup():\n    return render_template("cup.html", tea="Earl Grey")',
        ),
        [f"{PAGE}:22:1 retyped-code"],
    ),
    "a picture without words": (
        both(written("docs/kitchen/leaf.png", b"\x89PNG"), replaced("The view reads", "![](leaf.png) The view reads")),
        [f"{PAGE}:17:1 no-alt"],
    ),
    "headings out of order": (
        both(replaced("## The view", "#### The view"), replaced("## Where to go", "# Where to go")),
        [f"{PAGE}:19:1 heading-order", f"{PAGE}:31:1 heading-order", f"{PAGE} no-onward-links"],
    ),
    "no description": (replaced("description: How tea is made.", "hide: [toc]"), [f"{PAGE}:1:1 no-description"]),
    "no question": (
        lambda course: course.write(
            PAGE, "".join((course.root / PAGE).read_text("utf-8").partition("``` quiz")[::2]).replace("`?`.\n```", "")
        ),
        [f"{PAGE} no-question"],
    ),
    "no way onward": (replaced("- [Home](../index.md)\n", "Nowhere.\n"), [f"{PAGE}:31:1 no-onward-links"]),
    "a word to avoid": (replaced("The view reads", "Simply read `simply`;"), [f"{PAGE}:17:1 avoided-word"]),
    "a word to avoid in a hint": (replaced("takes a default", "simply takes it", TOML), [f"{TOML}:10:23 avoided-word"]),
    "a misspelling": (replaced("query string; see", "query strnig adn more; see"), [f"{PAGE}:17:33 spelling"]),
}
