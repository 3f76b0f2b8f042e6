"""One project and its checks → what each check says, although the project may be hostile.

A newcomer would take the list of checks from the run itself. It comes from a run of the lesson's own solution
(`expected_checks`), so that a project cannot make a check disappear.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass
from typing import Protocol

from sandbox.classroom.telling import Told
from sandbox.errors import Fault

#: Runs of one project that end before their time; then what is left counts as failed.
MOST_ENDINGS = 4


@dataclass(frozen=True)
class Outcome:
    """`outcome` is `passed`, `failed`, `error`, `skipped` or `void`; `message` is meant for the learner."""

    check: str
    label: str
    outcome: str
    message: str = ""


@dataclass(frozen=True)
class Judged:
    """All expected checks, in their order. `notes` are for the instructor."""

    checks: tuple[Outcome, ...]
    notes: tuple[str, ...]


class Runs(Protocol):
    """Whatever runs checks beside strange code."""

    def run(self, files: Mapping[str, bytes], checks: Mapping[str, bytes], skip: Collection[str] = ()) -> Told:
        """One run, without the checks of which the ids are in `skip`."""


def expected_checks(runner: Runs, solution: Mapping[str, bytes], checks: Mapping[str, bytes]) -> dict[str, str]:
    """Id → label of all checks, from a run of files that must pass them.

    :raises Fault: where they do not.
    """
    return expected_from(runner.run(solution, checks))


def expected_from(told: Told) -> dict[str, str]:
    """The same, from what such a run told."""
    for check, result in told.checks.items():
        if result["outcome"] != "passed":
            raise Fault(f"{check} does not pass with the lesson's own solution: {result['message']}")
    why = told.ended or told.problem or ", ".join(told.changed)
    if why or not told.checks:
        raise Fault(f"the checks cannot be run with the lesson's own solution: {why or 'there is none'}")
    return {check: result["label"] for check, result in told.checks.items()}


def judge(runner: Runs, files: Mapping[str, bytes], checks: Mapping[str, bytes], expected: Mapping[str, str]) -> Judged:
    """Runs until each expected check has an outcome, or it is clear that it will have none."""
    runs = judging(expected)
    skip = next(runs)
    while True:
        try:
            skip = runs.send(runner.run(files, checks, skip))
        except StopIteration as end:
            judged: Judged = end.value
            return judged


def judging(expected: Mapping[str, str]) -> Generator[Collection[str], Told, Judged]:
    """Yields the ids of checks that the next run leaves out, and wants to be sent what that run told."""
    found: dict[str, Outcome] = {}
    notes: list[str] = []
    endings = 0
    while len(found) < len(expected):
        before = len(found)
        told = yield frozenset(found)
        notes += told.notes
        cut = _take(told, expected, found, notes)
        endings += bool(told.ended)
        if not cut or len(found) == before or endings == MOST_ENDINGS:
            _give_up(told, expected, found, notes)
    return Judged(tuple(found[check] for check in expected), tuple(dict.fromkeys(notes)))


def _give_up(told: Told, expected: Mapping[str, str], found: dict[str, Outcome], notes: list[str]) -> None:
    """What has no outcome by now has failed, for the reason that the learner would see too."""
    message = told.problem or (f"The app {told.ended}." if told.ended else "This check was not run.")
    if len(found) < len(expected) and not told.problem:
        notes.append(f"Checks without an outcome count as failed: {message[0].lower()}{message[1:]}")
    for check in expected:
        found.setdefault(check, Outcome(check, expected[check], "failed", message))


def _take(told: Told, expected: Mapping[str, str], found: dict[str, Outcome], notes: list[str]) -> bool:
    """Adds what can be believed to `found`; true where a fresh interpreter must go on."""
    if told.changed:
        changed = ", ".join(dict.fromkeys(told.changed))
        notes.append(f"Outcomes are void, since what decides them was changed: {changed}.")
        for check in expected:
            found.setdefault(check, Outcome(check, expected[check], "void", f"What decides was changed: {changed}."))
        return False
    for check, result in told.checks.items():
        if check not in expected or check in found:
            continue
        if result["changed"]:
            changed = ", ".join(result["changed"])
            notes.append(f"{check} is void, since what decides it was changed meanwhile: {changed}.")
            found[check] = Outcome(check, expected[check], "void", f"What decides was changed: {changed}.")
            return True
        found[check] = Outcome(check, expected[check], result["outcome"], result["message"])
    if told.ended and told.begun in expected and told.begun not in found:
        found[told.begun] = Outcome(told.begun, expected[told.begun], "failed", f"The app {told.ended}.")
        notes.append(f"In {told.begun} the app {told.ended}.")
    return bool(told.ended)
