"""From a course author's short file to the link and the complete file."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from sandbox.classroom.assigning import to_toml
from sandbox.classroom.assignment import from_fragment, read_assignment
from sandbox.classroom.commands import classroom
from tests.classroom.made import ASSIGNMENT
from tests.course import GOLDEN

SHORT = 'format = 1\ntitle = "A \\"short\\" one\\u007f\\t\\\\"\nexercises = ["kitchen/tea/pot"]\n'


def assign(*words: str) -> Result:
    return CliRunner().invoke(classroom, ["assign", "--lessons", str(GOLDEN), *words], catch_exceptions=False)


def test_link_and_complete_file(tmp_path: Path) -> None:
    (tmp_path / "week1.toml").write_text(SHORT)
    done = assign(str(tmp_path / "week1.toml"), "--site", "https://example.org/flask/")
    link, _, fragment = done.output.splitlines()[0].partition("#")
    assert link == "https://example.org/flask/assignment/"
    complete = read_assignment(tmp_path / "week1.complete.toml")
    assert from_fragment(fragment) == complete
    assert [str(one) for one in complete.exercises] == ["kitchen/tea/pot@fa5681b39d85"]
    (tmp_path / "week1.toml").write_text(SHORT.replace("short", "other"))
    assert assign(str(tmp_path / "week1.toml")).exit_code == 0
    assert "other" in read_assignment(tmp_path / "week1.complete.toml").title


def test_a_file_survives(tmp_path: Path) -> None:
    assignment = read_assignment(ASSIGNMENT)
    (tmp_path / "again.toml").write_text(to_toml(assignment), "utf-8")
    assert read_assignment(tmp_path / "again.toml") == assignment


def test_faults(tmp_path: Path) -> None:
    file = tmp_path / "week1.toml"
    file.write_text(SHORT.replace("tea/pot", "tea/pott"))
    assert 'no exercise "kitchen/tea/pott" in lessons/; did you mean "kitchen/tea/pot"?' in assign(str(file)).output
    file.write_text(SHORT.replace("tea/pot", "tea/cup"))
    assert '"kitchen/tea/cup" is an example, which has no points' in assign(str(file)).output
    file.write_text(SHORT.replace("title", "tilte"))
    done = assign(str(file))
    assert done.exit_code == 1 and 'did you mean "title"?' in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["week1.toml"]
    assert "Name a file, or --list" in assign().output


def test_list() -> None:
    assert "  kitchen/tea/pot  " in assign("--list").output
