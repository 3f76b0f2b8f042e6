"""Works of a class that share code which nobody handed out, for the instructor to look at side by side.

A newcomer would call that copying. It says that two works are alike, and neither why nor who was first. The comparison
is made by `similar.ts`, in a process without permissions, since the works are strangers' and may keep it busy.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from sandbox.bundle.__main__ import ROOT, deno
from sandbox.classroom.exams import Exam
from sandbox.classroom.projects import Texts, solution, texts

#: Seconds for a whole class.
PATIENCE = 300
Plain = dict[str, Any]


def similar_works(
    exams: list[Exam], works: Mapping[str, Mapping[str, Texts]], patience: float = PATIENCE
) -> tuple[list[Plain], list[str]]:
    """Pairs, those that share most first, and a line about what could not be compared.

    A pair has `exercise`, `tokens` (words and signs that both have and nobody handed out) and two `sides`; a side has
    `learner`, `percent` (of what is this learner's own, so much is shared) and `lines` (file → numbers from 1).

    :param works: exercise → learner → files.
    """
    job = [{"handedOut": _handed_out(exam), "works": list(works[exam.assigned.name].values())} for exam in exams]
    told = _compare(json.dumps(job), patience)
    pairs = []
    for exam, found in zip(exams, told, strict=False):
        learners = list(works[exam.assigned.name])
        for pair in found:
            sides = [{"learner": learners[side.pop("work")], **side} for side in pair["sides"]]
            pairs.append({"exercise": exam.assigned.name, "tokens": pair["tokens"], "sides": sides})
    missing = [exam.assigned.name for exam in exams[len(told) :]]
    lines = [f"Similar works were not looked for in {', '.join(missing)}: {_WHY}"] if missing else []
    return sorted(pairs, key=lambda pair: -pair["tokens"]), lines


_WHY = "Deno or Dolos is not here, or it took too long."


def _handed_out(exam: Exam) -> list[Texts]:
    """All that anybody may have, or must have: the starter, the solutions, and the mistakes that many make."""
    starter, exercise = exam.playground.project.files, exam.playground.exercise
    others = [*exercise.alternatives.values(), *(mistake.files for mistake in exercise.mistakes)] if exercise else []
    return [starter, texts(solution(exam.playground)), *({**starter, **files} for files in others)]


def _compare(job: str, patience: float) -> list[list[Plain]]:
    """A list of pairs for each exercise, as far as it came."""
    script = str(ROOT / "sandbox" / "classroom" / "similar.ts")
    options = ["--quiet", "--no-prompt", "--cached-only", "--no-remote", f"--config={ROOT / 'deno.json'}"]
    # The parser looks for that one variable.
    command = [deno(), "run", *options, "--allow-env=LOG", "--v8-flags=--max-old-space-size=2048", script]
    try:
        told = subprocess.run(command, input=job.encode(), capture_output=True, timeout=patience, check=False).stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    except OSError:
        told = b""
    return [json.loads(line) for line in told.splitlines(keepends=True) if line.endswith(b"\n")]
