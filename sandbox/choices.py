"""The choices of a question, one a line: `( )` and `(x)` for a single one, `[ ]` and `[x]` where several may be picked.

` — ` or ` -- ` begins a choice's explanation. A line that follows a choice and begins with no marker goes on with that
choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def begins_choice(line: str) -> bool:
    """True for a line with a choice's marker."""
    return _CHOICE.fullmatch(line.strip()) is not None


def read_choices(lines: Sequence[tuple[int, str]], what: str) -> tuple[bool, tuple[Choice, ...]]:
    """Whether several may be picked, and the choices.

    :param lines: with their numbers; the first begins a choice.
    :param what: whose choices they are, as the first words of an error.
    :raises Fault: with the line where they are not choices, or too few, or not one of them is right.
    """
    found: list[tuple[int, str, list[str]]] = []
    for number, line in lines:
        if match := _CHOICE.fullmatch(line.strip()):
            found.append((number, match["marker"], [match["text"] or ""]))
        elif line.strip():
            found[-1][2].append(line.strip())
    if len(found) < 2:
        count = "one choice" if found else "no choices"
        raise Fault(f"{what} has {count}, expected two or more lines such as ( ) 404 or (x) 200")
    first = found[0][1][0]
    for number, marker, _ in found:
        if marker[0] != first:
            raise Fault(f"{what} mixes ( ) and [ ]; use ( ) for a single choice or [ ] for a multiple one", number)
    choices = tuple(_choice(number, " ".join(words), "x" in marker.lower()) for number, marker, words in found)
    right = [number for (number, _, _), choice in zip(found, choices, strict=True) if choice.right]
    if not right:
        raise Fault(f"{what} has no right answer; mark one with (x) or [x]")
    if first == "(" and len(right) > 1:
        raise Fault(f"{what} has two right answers; use [ ] and [x] where several are right", right[1])
    return first == "[", choices


def split_explanation(text: str) -> tuple[str, str]:
    """What stands before and after the dash; a dash inside code begins no explanation."""
    hidden = _CODE.sub(lambda code: "`" * len(code[0]), text)
    dash = _EXPLANATION.search(hidden)
    return (text[: dash.start()].strip(), text[dash.end() :].strip()) if dash else (text.strip(), "")


def unquoted(text: str) -> str:
    """Code without the backticks around it; spaces inside them stay."""
    code = _CODE.fullmatch(text)
    return text[len(code[1]) : -len(code[1])] if code else text


def _choice(number: int, text: str, right: bool) -> Choice:
    words, explanation = split_explanation(text)
    if not words:
        raise Fault("the choice is empty", number)
    return Choice(words, explanation, right)
