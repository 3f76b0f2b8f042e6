"""What guards grading takes no honest work for hostile: every exercise's solution passes, and nothing is noted."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sandbox.classroom.projects import own_files, published_checks, solution
from sandbox.classroom.running import Limits, Runner
from sandbox.lessons import Playground, load_lessons
from tests.course import ROOT


def test_solutions_are_honest(tmp_path: Path) -> None:
    runner = Runner(tmp_path, Limits(), native=True)  # the same guards; the interpreter is another test's matter

    def odd(playground: Playground) -> list[object]:
        files, notes = own_files(solution(playground))
        told = runner.run(files, published_checks(playground))
        wrong = [result for result in told.checks.values() if result["outcome"] != "passed" or result["changed"]]
        return [*notes, *told.notes, *told.changed, *wrong, *filter(None, [told.ended, told.problem])]

    exercises = [one for lesson in load_lessons(ROOT).values() for one in lesson.playgrounds.values() if one.exercise]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip((one.id for one in exercises), pool.map(odd, exercises), strict=True))
    assert {name: things for name, things in found.items() if things} == {}
