"""Hostile code gets the checks that it passes by right and no other, in the interpreter that grading uses."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.classroom.judging import Judged, expected_checks, judge
from sandbox.classroom.projects import own_files, published_checks, solution
from sandbox.classroom.running import Limits, Runner
from sandbox.lessons import load_lesson
from tests.classroom.hostile import ATTACKS, ENDLESS, HONEST, files_of
from tests.course import GOLDEN

pytestmark = pytest.mark.shipped
POT = load_lesson(GOLDEN, "kitchen/tea").playgrounds["pot"]
CHECKS = published_checks(POT)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """Every attack, each in interpreters of its own."""
    folder = tmp_path_factory.mktemp("grading")
    runner, impatient = Runner(folder, Limits()), Runner(folder, Limits(seconds=8))
    expected = expected_checks(runner, solution(POT), CHECKS)

    def one(attack: str) -> Judged:
        files, notes = own_files(files_of(attack))
        told = judge(impatient if attack in ENDLESS else runner, files, CHECKS, expected)
        return Judged(told.checks, (*notes, *told.notes))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(ATTACKS, pool.map(one, ATTACKS), strict=True))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack(attack: str, judged: dict[str, Judged]) -> None:
    _, outcomes, words = ATTACKS[attack]
    found = judged[attack]
    assert tuple(check.outcome for check in found.checks) == outcomes, found
    notes = "\n".join(found.notes)
    assert [word for word in words if word not in notes] == [], notes
    assert words or not notes or outcomes != HONEST, notes


def test_memory_has_a_limit(judged: dict[str, Judged]) -> None:
    assert "MemoryError" in judged["takes 2 GB"].checks[0].message


def test_an_honest_app_gives_no_notes(judged: dict[str, Judged]) -> None:
    assert judged["an honest app"].notes == ()
