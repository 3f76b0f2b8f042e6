"""The proof of one lesson as an author sees it: a table, and the words of what failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sandbox.authoring import proof
from sandbox.authoring.proof import Depth, read_report, table
from sandbox.cli import main
from tests.course import ROOT

CASES = """<testsuites><testsuite>
<testcase name="test_checks[a/b/shop starter]"/>
<testcase name="test_checks[a/b/shop mistake no-abort]">
<failure message="AssertionError: a/b/shop mistake no-abort must fail at least one check">…</failure></testcase>
<testcase name="test_saved_requests[a/b/shop]"><error message="no port"/></testcase>
<testcase name="test_example_runs_and_passes_its_checks[a/b/greet]"/>
<testcase name="test_quiz_explains_right_and_wrong"/>
<testcase name="test_exercise_is_solved_by_its_solution[a/b/shop]"><skipped/></testcase>
</testsuite></testsuites>"""


def test_a_report_of_pytest_becomes_a_table(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(CASES, "utf-8")
    depth = Depth("native")
    read_report(depth, tmp_path / "report.xml")
    assert depth.faults == [
        "a/b/shop mistake no-abort must fail at least one check",
        "a/b/shop saved requests: no port",
    ]
    assert table([depth, Depth("page", {("a/b/greet", "example"): True})]).split("\n") == [
        "as promised         native   page",
        "a/b/greet",
        "  example           ok       ok",
        "a/b/shop",
        "  starter           ok       –",
        "  mistake no-abort  FAILED   –",
        "  saved requests    FAILED   –",
    ]


def test_a_lesson_is_proved_natively(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        main(["test", "start/first-app", "--depth", "native"])
    output = capfd.readouterr().out
    assert ended.value.code == 0, output
    assert "\nstart/first-app/thermometer\n  example  " in output and "FAILED" not in output
    assert "routing/" not in output


def test_what_is_not_built_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proof, "stale_steps", lambda _root: ["scripts", "site"])
    assert proof.prove(ROOT, ["start/first-app"], ["page"]) == 0
    assert "page was left out: scripts and site not built, or older than what it is made of" in capfd.readouterr().out


def test_tests_that_cannot_be_collected_are_a_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tests" / "proof" / "test_lessons_native.py"
    path.parent.mkdir(parents=True)
    path.write_text("import nothing_at_all_of_this_name\n")
    assert proof.prove(tmp_path, ["a/b"], ["native"]) == 1
    assert "nothing_at_all_of_this_name" in capfd.readouterr().out


def test_an_unknown_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["test", "start/first-ap"])
    assert result.exit_code == 1 and 'did you mean "start/first-app"?' in result.output
