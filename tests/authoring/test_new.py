"""New lessons and playgrounds: what is written passes everything at once, and nothing that was there is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sandbox.authoring.lint import lint
from sandbox.cli import main
from sandbox.lessons import load_lesson
from sandbox.nav import parse_nav
from tests.authoring.sound import sound_course
from tests.course import ROOT, Course
from tests.proof.variants import check, variants, verdict


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    made = sound_course(tmp_path / "site")
    monkeypatch.chdir(made.root)
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["new", *words])


def pages_of(settings: str) -> list[str]:
    return [entry.page for entry in parse_nav(settings) or ()]


def snapshot(course: Course) -> dict[str, bytes]:
    paths = (path for path in course.root.rglob("*") if path.is_file())
    return {path.relative_to(course.root).as_posix(): path.read_bytes() for path in paths}


def test_everything_passes_at_once(course: Course, tmp_path: Path) -> None:
    assert run("lesson", "pantry/honey-jars", "--track-title", "Pantry").exit_code == 0
    assert run("lesson", "pantry/jam", "--title", 'Jam & "more"').exit_code == 0
    assert run("playground", "pantry/jam/shelf").exit_code == 0
    assert run("playground", "pantry/jam/shop", "--exercise").exit_code == 0
    assert lint(course.root) == []
    jam = load_lesson(course.root, "pantry/jam")
    assert jam.title == 'Jam & "more"' and list(jam.playgrounds) == ["example", "exercise", "shelf", "shop"]
    for name in ("example", "shop"):
        for variant in variants(jam.playgrounds[name]):
            folder = tmp_path / variant.id.replace("/", "-")
            folder.mkdir()
            assert verdict(variant, check(variant, folder)) is None
    built = course.build("mkdocs")
    assert built.returncode == 0, built.stdout
    page = (course.root / "site" / "pantry" / "jam" / "index.html").read_text("utf-8")
    # Each new playground comes before the links onward.
    assert page.index("pantry/jam/exercise") < page.index("pantry/jam/shop") < page.index('id="where-to-go-next"')


def test_the_page_is_the_last_of_its_track(course: Course) -> None:
    before = (course.root / "mkdocs.yml").read_text("utf-8")
    result = run("lesson", "kitchen/coffee")
    assert result.exit_code == 0
    after = (course.root / "mkdocs.yml").read_text("utf-8")
    assert after == before.replace("      - kitchen/tea.md\n", "      - kitchen/tea.md\n      - kitchen/coffee.md\n")
    assert result.output.startswith("docs/kitchen/coffee.md\nlessons/kitchen/coffee/lesson.toml\n")
    assert "[Tea](tea.md)" in (course.root / "docs" / "kitchen" / "coffee.md").read_text("utf-8")


def test_a_new_track_comes_behind_the_last_one_of_the_real_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docs", "lessons"):
        ignored = shutil.ignore_patterns("sandbox", "__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    before = (ROOT / "mkdocs.yml").read_text("utf-8")
    tracks = {path.name for path in (ROOT / "lessons").iterdir()}
    last = [page for page in pages_of(before) if page.partition("/")[0] in tracks][-1]
    assert run("lesson", "zoology/bees", "--track-title", "Zoology").exit_code == 0
    after = (tmp_path / "mkdocs.yml").read_text("utf-8")
    added = "  - Zoology:\n      - zoology/bees.md\n"
    assert after.replace(added, "") == before
    changed = pages_of(after)
    assert changed.index("zoology/bees.md") == changed.index(last) + 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lesson", "kitchen/tea"], "lessons/kitchen/tea: is there already"),
        (
            ["lesson", "kitchen/Tea Time"],
            "kitchen/Tea Time: found the name, expected <track>/<lesson> in small letters",
        ),
        (["lesson", "tea"], "tea: found the name, expected <track>/<lesson>"),
        (["lesson", "../kitchen"], "../kitchen: found the name, expected <track>/<lesson>"),
        (
            ["lesson", "garden/herbs"],
            'mkdocs.yml: has no pages of the track "garden" in nav; name the new one: --track-',
        ),
        (["playground", "kitchen/tea/cup"], "lessons/kitchen/tea/cup: is there already"),
        (["playground", "kitchen/tee/cup"], 'lessons/kitchen/tee: is no lesson; did you mean "kitchen/tea"?'),
        (["playground", "kitchen/tea"], "kitchen/tea: found the name, expected <track>/<lesson>/<playground>"),
    ],
)
def test_a_refusal_leaves_everything_as_it_was(course: Course, words: list[str], message: str) -> None:
    before = snapshot(course)
    result = run(*words)
    assert result.exit_code == 1 and message in result.output
    assert snapshot(course) == before


def test_a_page_that_is_there_is_kept(course: Course) -> None:
    course.write("docs/kitchen/coffee.md", "# Coffee\n")
    before = snapshot(course)
    assert "docs/kitchen/coffee.md: is there already" in run("lesson", "kitchen/coffee").output
    assert snapshot(course) == before
