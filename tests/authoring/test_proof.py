"""The proof of one lesson as an author sees it: a table, and the words of what failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sandbox.authoring import proof
from sandbox.authoring.proof import CASE, DEPTHS, ROWS, Depth, read_report, table
from sandbox.cli import main
from sandbox.lessons import playground_ids
from tests.course import GOLDEN, ROOT
from tests.proof import test_arrangements, test_predictions

CASES = """<testsuites><testsuite>
<testcase name="test_checks[a/b/shop starter]"/>
<testcase name="test_checks[a/b/shop mistake no-abort]">
<failure message="AssertionError: a/b/shop mistake no-abort must fail at least one check">…</failure></testcase>
<testcase name="test_saved_requests[a/b/shop]"><error message="no port"/></testcase>
<testcase name="test_example_runs_and_passes_its_checks[a/b/greet]"/>
<testcase name="test_quiz_explains_right_and_wrong"/>
<testcase name="test_exercise_knows_its_answers[a/b/shop]"><skipped/></testcase>
<testcase name="test_of_a_kind_to_come[a/b/shop]"/>
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
        "as promised               native   page",
        "a/b/greet",
        "  example                 ok       ok",
        "a/b/shop",
        "  starter                 ok       –",
        "  mistake no-abort        FAILED   –",
        "  test_of_a_kind_to_come  ok       –",
        "  saved requests          FAILED   –",
    ]


def test_rows_are_named_after_tests_that_are_there() -> None:
    text = "".join((ROOT / file).read_text("utf-8") for files in DEPTHS.values() for file in files)
    assert [test for test in ROWS if f"def {test}(" not in text] == []


def test_questions_that_can_be_proved_belong_to_a_playground() -> None:
    known = [*playground_ids(ROOT), *playground_ids(GOLDEN)]
    for module in (test_predictions, test_arrangements):
        assert module.IDS and f"{module.__name__.replace('.', '/')}.py" in DEPTHS["native"]
        for name in module.IDS:
            case = CASE.fullmatch(f"test_it[{name}]")
            assert case and case["playground"] in known and case["variant"], name


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
    assert proof.prove(ROOT, ["start/first-app"], ["page"]) == 1  # nothing is proved
    assert "page was left out: scripts and site not built, or older than what it is made of" in capfd.readouterr().out


def test_tests_that_cannot_be_collected_are_a_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in DEPTHS["native"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("import nothing_at_all_of_this_name\n")
    assert proof.prove(tmp_path, ["a/b"], ["native"]) == 1
    assert "nothing_at_all_of_this_name" in capfd.readouterr().out


def test_an_unknown_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["test", "start/first-ap"])
    assert result.exit_code == 1 and 'did you mean "start/first-app"?' in result.output
