"""The text of a `quiz` fence: a question in Markdown, then choices.

`( )` and `(x)` make a single choice, `[ ]` and `[x]` a multiple one; ` — ` or ` -- ` begins a choice's explanation.
A line that follows a choice and begins with no marker goes on with that choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import Fault

_CHOICE = re.compile(r"(?P<marker>\([ xX]?\)|\[[ xX]?\])(?:\s+(?P<text>.*))?")
_EXPLANATION = re.compile(r"(?:^|\s+)(?:—|--)\s+")
_CODE = re.compile(r"(`+).*?\1")


@dataclass(frozen=True)
class Choice:
    """`text` and `explanation` are Markdown; the explanation may be empty."""

    text: str
    explanation: str
    right: bool


@dataclass(frozen=True)
class Quiz:
    """`question` is Markdown; `multiple` says whether several choices may be picked."""

    question: str
    multiple: bool
    choices: tuple[Choice, ...]


def parse(text: str) -> Quiz:
    """Raises `Fault` with the line within the text where it is not a quiz."""
    question: list[str] = []
    found: list[tuple[int, re.Match[str], list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _CHOICE.fullmatch(line.strip()):
            found.append((number, match, [match["text"] or ""]))
        elif found and line.strip():
            found[-1][2].append(line.strip())
        elif not found:
            question.append(line)
    if not "".join(question).strip():
        raise Fault("the quiz has no question; expected Markdown before the first choice", 1)
    if len(found) < 2:
        raise Fault(f"the quiz has {_count(len(found))}, expected two or more lines such as ( ) 404 or (x) 200")
    first = found[0][1]["marker"][0]
    for number, match, _ in found:
        if match["marker"][0] != first:
            raise Fault("the quiz mixes ( ) and [ ]; use ( ) for a single choice or [ ] for a multiple one", number)
    choices = tuple(_choice(number, " ".join(lines), "x" in match["marker"].lower()) for number, match, lines in found)
    right = [number for (number, _, _), choice in zip(found, choices, strict=True) if choice.right]
    if not right:
        raise Fault("the quiz has no right answer; mark one with (x) or [x]")
    if first == "(" and len(right) > 1:
        raise Fault("the quiz has two right answers; use [ ] and [x] where several are right", right[1])
    return Quiz("\n".join(question).strip(), first == "[", choices)


def _choice(number: int, text: str, right: bool) -> Choice:
    hidden = _CODE.sub(lambda code: "`" * len(code[0]), text)  # a dash inside code begins no explanation
    dash = _EXPLANATION.search(hidden)
    words, explanation = (text[: dash.start()], text[dash.end() :]) if dash else (text, "")
    if not words.strip():
        raise Fault("the choice is empty", number)
    return Choice(words.strip(), explanation.strip(), right)


def _count(number: int) -> str:
    return "one choice" if number else "no choices"
