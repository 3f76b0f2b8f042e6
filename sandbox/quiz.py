"""The text of a `quiz` fence: a question in Markdown, then choices (see `choices.py`)."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.choices import Choice, begins_choice, read_choices
from sandbox.errors import Fault


@dataclass(frozen=True)
class Quiz:
    """`question` is Markdown; `multiple` says whether several choices may be picked."""

    question: str
    multiple: bool
    choices: tuple[Choice, ...]


def parse(text: str) -> Quiz:
    """Raises `Fault` with the line within the text where it is not a quiz."""
    lines = list(enumerate(text.split("\n"), 1))
    begin = next((index for index, (_, line) in enumerate(lines) if begins_choice(line)), len(lines))
    question = "\n".join(line for _, line in lines[:begin]).strip()
    if not question:
        raise Fault("the quiz has no question; expected Markdown before the first choice", 1)
    return Quiz(question, *read_choices(lines[begin:], "the quiz"))
