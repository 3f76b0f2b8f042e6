"""The site under both generators: MkDocs and Zensical write the same playgrounds and both stop at an author's error.

No page of either loads anything from another host.
"""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sandbox.lessons import STARTER
from tests.course import ROOT, Course, build, settings_elsewhere

GENERATORS = ("mkdocs", "zensical")
#: Attributes that make a browser load something as soon as it sees them.
LOADING = {"src", "srcset", "poster", "data"}
ABSOLUTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
OURS = re.compile(
    r"<flask-(playground|progress|quiz|predict|arrange)\b.*?</flask-\1>|<li data-lesson.*?</li>", re.DOTALL
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real site, built by each generator from a copy; what dev.py builds for the browser plays no part here."""
    built = {}
    for generator in GENERATORS:
        root = tmp_path_factory.mktemp(generator)
        shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("sandbox"))
        shutil.copytree(ROOT / "lessons", root / "lessons", ignore=shutil.ignore_patterns("__pycache__"))
        (root / "mkdocs.yml").write_text(settings_elsewhere(), "utf-8")
        result = build(root, generator)
        assert result.returncode == 0, f"{generator} cannot build the site:\n{result.stdout}"
        built[generator] = root / "site"
    return built


def elements(site: Path) -> dict[str, list[str]]:
    """Our elements by page, white space normalised.

    `data-search-exclude` is for the generator's own search index: Material leaves it in, Zensical takes it out.
    """
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8").replace(" data-search-exclude", "")
        found[path.relative_to(site).as_posix()] = [" ".join(match[0].split()) for match in OURS.finditer(text)]
    return found


def test_both_write_the_same_elements(sites: dict[str, Path]) -> None:
    mkdocs, zensical = (elements(sites[generator]) for generator in GENERATORS)
    assert mkdocs == zensical


def test_every_playground_is_on_the_site(sites: dict[str, Path]) -> None:
    # By the folders alone, so that this does not rest on what it tests.
    wanted = {
        path.parent.relative_to(ROOT / "lessons").as_posix() for path in (ROOT / "lessons").glob("*/*/*/test_*.py")
    }
    text = "".join(element for page in elements(sites["mkdocs"]).values() for element in page)
    names = re.findall(r'<flask-playground name="([^"]*)"', text)
    assert sorted(names) == sorted(wanted | {STARTER})


def test_search_finds_the_code_without_its_colours(sites: dict[str, Path]) -> None:
    index = json.loads((sites["mkdocs"] / "search" / "search_index.json").read_text("utf-8"))
    text = "".join(section["text"] for section in index["docs"])
    assert "app = Flask(__name__)" in text
    assert "<span" not in text


class Loads(HTMLParser):
    """What a page makes the browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.addresses += [value for name, value in attrs if name in LOADING and value]
        if tag == "link" and named.get("rel") not in ("canonical", "prev", "next", "edit"):
            self.addresses.append(named.get("href") or "")


@pytest.mark.parametrize("generator", GENERATORS)
def test_no_page_loads_from_another_host(sites: dict[str, Path], generator: str) -> None:
    foreign = []
    for path in sites[generator].rglob("*.html"):
        page = Loads()
        page.feed(path.read_text("utf-8"))
        assert page.addresses, f"{path} loads nothing at all"
        foreign += [f"{path.name}: {address}" for address in page.addresses if ABSOLUTE.match(address)]
    for path in sites[generator].rglob("*.css"):
        foreign += [f"{path.name}: {address}" for address in IN_STYLE.findall(path.read_text("utf-8"))]
    assert foreign == []


PAGE = "docs/kitchen/tea.md"


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize(
    ("page", "old", "new", "message"),
    [
        (
            PAGE,
            'title="A cup"',
            'titles="A cup"',
            f'{PAGE}:3: unknown option "titles", expected one of path, file, title',
        ),
        (PAGE, "(x) The query", "( ) The query", f"{PAGE}:19: the quiz has no right answer; mark one with (x) or [x]"),
        (
            "lessons/kitchen/tea/lesson.toml",
            "minutes",
            "minute",
            'lessons/kitchen/tea/lesson.toml:4: unknown key "minute", expected one of title',
        ),
        (
            "docs/index.md",
            "Nothing yet.",
            "``` playground\nkitchen/tea/cup\n```",
            f"{PAGE}:4: kitchen/tea/cup is on docs/index.md:3 already; a playground is on exactly one page",
        ),
        (
            PAGE,
            '``` playground title="A cup"\nkitchen/tea/cup\n```\n',
            "",
            "lessons/kitchen/tea/cup: is on no page; expected a playground fence with it on docs/kitchen/tea.md",
        ),
    ],
    ids=["option", "quiz", "lesson", "twice", "on no page"],
)
def test_an_authors_error_stops_the_build(
    tmp_path: Path, generator: str, page: str, old: str, new: str, message: str
) -> None:
    course = Course(tmp_path)
    course.replace(page, old, new)
    result = course.build(generator)
    assert result.returncode != 0
    assert message in result.stdout


def test_mkdocs_shows_the_message_and_no_traceback(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.replace(PAGE, "``` quiz", '``` quiz title="x"')
    result = course.build("mkdocs")
    assert f'Error: {PAGE}:19: a quiz has no options, found "title"\n' in result.stdout
    assert "Traceback" not in result.stdout


def test_a_sound_course_is_the_same_under_both(tmp_path: Path) -> None:
    built = []
    for generator in GENERATORS:
        (tmp_path / generator).mkdir()
        result = Course(tmp_path / generator).build(generator)
        assert result.returncode == 0, result.stdout
        built.append(elements(tmp_path / generator / "site"))
    assert built[0] == built[1]
    assert [len(found) for found in built[0].values()] == [0, 0, 3]
