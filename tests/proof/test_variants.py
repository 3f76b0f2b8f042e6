"""The proof of lessons can fail: each way in which a lesson may be wrong is told, with its name and the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.lessons import load_lesson
from tests.course import GOLDEN
from tests.proof.variants import Outcome, Variant, check, variants, verdict

POT = load_lesson(GOLDEN, "kitchen/tea").playgrounds["pot"]
STARTER, SOLUTION, ALTERNATIVE, _, MISTAKE = variants(POT)
PASSED = Outcome(2, {}, "2 passed")
FAILED = Outcome(1, {"test_pot": "AssertionError: it should show strength 3"}, "1 failed")
RAISED = Outcome(1, {"test_pot": "KeyError: 'strength 3'"}, "1 failed")


@pytest.mark.parametrize(
    ("variant", "outcome"), [(SOLUTION, PASSED), (ALTERNATIVE, PASSED), (STARTER, FAILED), (MISTAKE, FAILED)]
)
def test_as_promised(variant: Variant, outcome: Outcome) -> None:
    assert verdict(variant, outcome) is None


@pytest.mark.parametrize(
    ("variant", "outcome", "message"),
    [
        (SOLUTION, FAILED, "kitchen/tea/pot solution must pass all of its checks:\n1 failed"),
        (
            SOLUTION,
            Outcome(0, {}, "no tests ran"),
            "kitchen/tea/pot solution must pass all of its checks:\nno tests ran",
        ),
        (STARTER, PASSED, "kitchen/tea/pot starter must fail at least one check, and passes all 2:"),
        (
            STARTER,
            RAISED,
            "kitchen/tea/pot starter must fail by assertions only; its checks say:\n  test_pot: KeyError",
        ),
        (MISTAKE, PASSED, "kitchen/tea/pot mistake no-strength must fail at least one check"),
        (
            replace(MISTAKE, promise="strength 4"),
            FAILED,
            "kitchen/tea/pot mistake no-strength must fail with a message that holds 'strength 4'; its checks say:\n"
            "  test_pot: AssertionError: it should show strength 3",
        ),
        (
            MISTAKE,
            Outcome(0, {"test_pot": "AssertionError: a strength of 1 is not strength 3"}, "1 failed"),
            "kitchen/tea/pot mistake no-strength is taken for always-hot, which comes before it in lesson.toml and "
            "says 'strength of 1'",
        ),
    ],
)
def test_not_as_promised(variant: Variant, outcome: Outcome, message: str) -> None:
    assert str(verdict(variant, outcome)).startswith(message)


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    answer = {"app.py": SOLUTION.answer["app.py"] + '\nimport warnings\nwarnings.warn("old", DeprecationWarning)\n'}
    outcome = check(replace(SOLUTION, answer=answer), tmp_path)
    assert outcome.passed == 0
    assert "DeprecationWarning: old" in outcome.output
