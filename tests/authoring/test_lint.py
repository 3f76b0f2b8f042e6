"""The linter names each fault of a broken lesson at its line, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sandbox.authoring.codes import CODES
from sandbox.authoring.findings import Finding
from sandbox.authoring.lint import lint
from sandbox.cli import main
from tests.authoring.broken import BROKEN
from tests.authoring.sound import PAGE, sound_course
from tests.course import ROOT


def placed(finding: Finding) -> str:
    line = f":{finding.line}" if finding.line else ""
    column = f":{finding.column}" if finding.column else ""
    return f"{finding.where}{line}{column} {finding.code}"


def test_nothing_is_found_in_a_sound_course(tmp_path: Path) -> None:
    assert lint(sound_course(tmp_path).root) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_lesson(tmp_path: Path, name: str) -> None:
    course = sound_course(tmp_path)
    spoil, expected = BROKEN[name]
    spoil(course)
    settings = (tmp_path / "mkdocs.yml").read_text("utf-8")
    wanted = [place.format(last=settings.count("\n") + 1) for place in expected]
    assert sorted(map(placed, lint(tmp_path))) == sorted(wanted)


def test_every_code_is_proved_by_a_broken_lesson() -> None:
    assert {place.split()[-1] for _, places in BROKEN.values() for place in places} == set(CODES)


def test_every_code_is_explained() -> None:
    page = (ROOT / "docs" / "contributing" / "codes.md").read_text("utf-8")
    assert re.findall(r"^### `(.+)`$", page, re.MULTILINE) == list(CODES)


def test_the_project_has_no_errors() -> None:
    assert [placed(finding) for finding in lint(ROOT) if finding.level == "error"] == []


def test_what_is_meant_is_allowed_by_a_comment(tmp_path: Path) -> None:
    course = sound_course(tmp_path)
    course.replace(PAGE, "The view reads", "<!-- flaskroom: allow avoided-word -->\nSimply, the view reads")
    assert lint(tmp_path) == []


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one error and one warning, in the current folder."""
    course = sound_course(tmp_path)
    course.replace(PAGE, "kitchen/tea/cup\n```", "kitchen/tea/cop\n```")
    course.replace(PAGE, "The view reads", "Simply: 100 % of the view reads")
    course.replace(
        PAGE, "    kitchen/tea/pot", "    kitchen/tea/pot\n    ```\n\n    ``` playground\n    kitchen/tea/cup"
    )
    monkeypatch.chdir(tmp_path / "docs")
    return tmp_path


def test_text_shows_the_line(spoilt: Path) -> None:
    assert (spoilt / PAGE).is_file()
    result = CliRunner().invoke(main, ["lint", "docs/kitchen/tea.md"])
    assert result.exit_code == 1
    assert result.output == (
        f'{PAGE}:8:1 error[unknown-playground]: found the playground "kitchen/tea/cop", expected '
        '<track>/<lesson>/<playground> with a folder in lessons/; did you mean "kitchen/tea/cup"?\n'
        "  8 | kitchen/tea/cop\n"
        "    | ^^^^^^^^^^^^^^^\n"
        "\n"
        f'{PAGE}:21:1 warning[avoided-word]: avoid "Simply": leave it out; what is simple need not be called so\n'
        "  21 | Simply: 100 % of the view reads the query string; see [home](../index.md#home) and [the view]"
        "(#the-view).\n"
        "     | ^^^^^^\n"
        "\n"
        "1 error, 1 warning.\n"
    )


@pytest.mark.usefixtures("spoilt")
def test_json_has_the_documented_fields() -> None:
    found = json.loads(CliRunner().invoke(main, ["lint", "--format", "json"]).output)
    page = (ROOT / "docs" / "contributing" / "codes.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert [list(entry) for entry in found] == [documented, documented]
    assert found[1] == {
        "file": PAGE,
        "line": 21,
        "column": 1,
        "length": 6,
        "level": "warning",
        "code": "avoided-word",
        "message": 'avoid "Simply": leave it out; what is simple need not be called so',
    }


def test_annotations_for_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = sound_course(tmp_path)
    course.replace(PAGE, 'title="A cup"', 'titl="A,cup"')
    course.remove("lessons/kitchen/tea/cup/test_app.py")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["lint", "--format=github"])
    assert result.output == (
        f'::error file={PAGE},line=7,col=16,endColumn=20,title=fence::unknown option "titl", expected one of path, '
        'file, title, run; did you mean "title"?\n'
        "::error file=lessons/kitchen/tea/cup,title=folder::has no checks; expected test_app.py\n"
    )


def test_warnings_fail_when_it_is_strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = sound_course(tmp_path)
    course.replace(PAGE, "The view reads", "Simply: the view reads")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["lint"]).exit_code == 0
    assert CliRunner().invoke(main, ["lint", "--strict"]).exit_code == 1


@pytest.mark.usefixtures("spoilt")
def test_an_unknown_lesson_gets_the_nearest_match() -> None:
    result = CliRunner().invoke(main, ["lint", "kitchen/tee"])
    assert result.exit_code == 1
    assert 'there is no lesson "kitchen/tee"' in result.output and 'did you mean "kitchen/tea"?' in result.output


def test_outside_of_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["lint"])
    assert result.exit_code == 1
    assert "is in no project: no folder above it holds mkdocs.yml and lessons/" in result.output
