"""The desk as the page speaks with it: a question and an answer, both JSON (`web/grading/desk.ts`).

A newcomer would let a fault of the instructor's end the interpreter. It is an answer, `{"fault": "…"}`; an exception is
a mistake of this program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sandbox.classroom.desk import Desk
from sandbox.classroom.gradebook import gradebook
from sandbox.classroom.jobs import Job
from sandbox.classroom.junit import junit
from sandbox.classroom.learning_platforms import canvas, moodle
from sandbox.classroom.pages import pages
from sandbox.classroom.pile import unpile
from sandbox.classroom.telling import Told, note, read
from sandbox.errors import AuthorError, Fault

Plain = dict[str, Any]


class Door:
    """`folder` is where the page puts files, by names of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desk: Desk | None = None
        self._files: dict[str, Path] = {}
        self._refused: dict[str, str] = {}

    def ask(self, text: str) -> str:
        """Answers a question `{"do": …}`."""
        question = json.loads(text)
        try:
            answer = _ANSWERS[question.pop("do")](self, **question)
        except (AuthorError, Fault) as fault:
            answer = {"fault": str(fault)}
        return json.dumps(answer).encode("utf-8", "replace").decode()

    def take(self, files: list[tuple[str, str]]) -> Plain:
        """Submissions, or piles of them: (name for the report, name in the folder)."""
        for name, place in files:
            given = self._folder / place
            data = given.read_bytes()
            given.unlink()
            for number, (inner, content) in enumerate(unpile(name, data)):
                known = inner in self._files or inner in self._refused
                shown = f"{name}/{inner}" if known and inner != name else inner
                while shown in self._files or shown in self._refused:
                    shown += " (again)"
                if isinstance(content, str):
                    self._refused[shown] = content
                    continue
                path = self._folder / f"{place}-{number}"
                path.write_bytes(content)
                self._files[shown] = path
        return {"files": len(self._files) + len(self._refused)}

    def hide(self, files: list[tuple[str, str]], exercises: list[str]) -> Plain:
        """Hidden checks and weights: those whose path holds an exercise's name; the others are named."""
        strange = []
        for name, place in files:
            found = next((one for one in exercises if f"/{one}/" in f"/{name}"), None)
            rest = f"/{name}".partition(f"/{found}/")[2]
            if not found or ".." in rest.split("/"):
                strange.append(name)
                continue
            path = self._folder / "hidden" / found / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((self._folder / place).read_bytes())
        return {"strange": strange}

    def begin(self, fragment: str, payloads: list[Plain], build: str, seconds: float) -> Plain:
        """The units that find out which checks there are."""
        hidden = self._folder / "hidden"
        self._desk = Desk(fragment, payloads, hidden if hidden.is_dir() else None, build, seconds)
        return {"units": _units(self._desk), "lines": self._desk.lines}

    def read(self, received: str | None) -> Plain:
        """The units that decide about submissions."""
        self.desk.read(self._files, self._refused, self._folder / received if received else None)
        return {"units": _units(self.desk), **self.overview()}

    def kept(self, outcomes: Plain) -> Plain:
        """Outcomes of units, by key, from an earlier time."""
        units = [self.desk.units[key] for key in outcomes]
        for unit in units:
            unit.done(outcomes[unit.key])
        learners = dict.fromkeys(key for unit in units for key in unit.learners)
        return {"learners": [self.desk.learner(key) for key in learners]}

    def run(self, unit: str, lines: list[str] | None = None, ended: str = "") -> Plain:
        """The unit's next job, or its outcome; `lines` are what its last job said, and how that `ended`."""
        told = None if lines is None else heard(lines, ended)
        answer = self.desk.units[unit].next(told)
        if isinstance(answer, Job):
            return {"job": answer.text}
        learners = dict.fromkeys(self.desk.units[unit].learners)
        return {"outcome": answer, "learners": [self.desk.learner(key) for key in learners]}

    def overview(self) -> Plain:
        """What the table shows."""
        results = self.desk.results()
        names = ("title", "points", "exercises", "lines", "not_graded")
        return {**{name: results[name] for name in names}, "learners": self.desk.learners()}

    def files(self, learner: str) -> Plain:
        """What a learner handed in."""
        return {"files": self.desk.files(learner)}

    def read_marks(self, place: str, own: bool = False) -> Plain:
        """`marks.toml`, `own` where it comes from here."""
        self.desk.read_marks(self._folder / place, own)
        return self.overview()

    def mark(self, learner: str, exercise: str | None, points: float | None, comment: str) -> Plain:
        """Points and comment by hand."""
        self.desk.marks.change(learner, exercise, points, comment)
        return {"learner": self.desk.learner(learner), "marks": self.desk.marks.to_toml()}

    def write(self, only: str | None = None, canvas_export: str | None = None) -> Plain:
        """Name → text of all tables and pages, or `only` of one; and who is not in Canvas's export."""
        results = {**self.desk.results(), "similar": None}  # not looked for
        missing: list[str] = []

        def filled_in() -> str:
            table, unknown = canvas(results, canvas_export or "", results["title"])
            missing.extend(unknown)
            return table

        writers: dict[str, Callable[[], str]] = {
            "results.json": lambda: json.dumps(results, ensure_ascii=False, indent=1) + "\n",
            "gradebook.csv": lambda: gradebook(results),
            "moodle.csv": lambda: moodle(results),
            "junit.xml": lambda: junit(results).decode("utf-8"),
            "marks.toml": self.desk.marks.to_toml,
            **({} if canvas_export is None else {"canvas.csv": filled_in}),
        }
        if only:
            return {"files": {only: writers[only]()}, "missing": missing}
        made = {name: write() for name, write in writers.items()}
        return {
            "files": {**made, **{f"pages/{name}": page for name, page in pages(results, self.desk.works())}},
            "missing": missing,
        }

    @property
    def desk(self) -> Desk:
        """There after `begin`."""
        assert self._desk
        return self._desk


def heard(lines: list[str], ended: str) -> Told:
    """What a run told until its end, or until it `ended` in another way."""
    told = Told()
    for line in lines:
        if note(told, read(line)):
            return told
    told.ended = ended
    return told


def _units(desk: Desk) -> list[Plain]:
    names = ("key", "exercise", "learners")
    return [{name: getattr(unit, name) for name in names} for unit in desk.units.values()]


_ANSWERS: dict[str, Callable[..., Plain]] = {
    "take": Door.take,
    "hide": Door.hide,
    "begin": Door.begin,
    "read": Door.read,
    "kept": Door.kept,
    "run": Door.run,
    "overview": Door.overview,
    "files": Door.files,
    "read_marks": Door.read_marks,
    "mark": Door.mark,
    "write": Door.write,
}
