"""What learners wrote, as text: what the reports show and what is compared."""

from __future__ import annotations

from sandbox.classroom.exams import Exam
from sandbox.classroom.projects import Texts, texts
from sandbox.classroom.reading import Chosen

#: Characters of one work on one exercise that are read and shown.
MOST_TEXT = 100_000


def works_of(exams: list[Exam], chosen: list[Chosen]) -> dict[str, dict[str, Texts]]:
    """Exercise → learner → their text files, without those that are as they were handed out."""
    return {
        exam.assigned.name: {
            one.key: _changed(texts(one.submission.works[exam.assigned.name].files), exam.playground.project.files)
            for one in chosen
            if exam.assigned.name in one.submission.works
        }
        for exam in exams
    }


def _changed(files: Texts, starter: Texts) -> Texts:
    left, found = MOST_TEXT, {}
    for name, text in files.items():
        if left and text != starter.get(name):
            found[name] = text[:left]
            left -= len(found[name])
    return found
