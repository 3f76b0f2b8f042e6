"""The text of a `predict` fence: which app, one request, and what really comes back, hidden among what could come.

    routing/variable-rules/greet
    GET /age/old

    Status: 404
    Body:
    (x) `Not Found` — Flask says it in its own page.
    ( ) `Next year you will be`

    Why that is so, in Markdown.

A question may stand before the app's name. The request is written as in `requests.http`. A choice of `Body` is a piece
of the body; where the list is headed by a field's name, such as `Location`, a choice is the field's whole value. What
the author marks as right is proved by sending the request (`tests/proof/test_predictions.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.choices import Choice, begins_choice, read_choices, unquoted
from sandbox.errors import Fault
from sandbox.requests_http import SavedRequest
from sandbox.requests_http import parse as parse_requests

#: A reader chooses among these and the right one; RFC 9110 section 15.
LIKELY = (200, 302, 400, 404, 500)
_NAME = re.compile(r"\S+/\S+/\S+")
_STATUS = re.compile(r"Status:\s*(.*)")
_LIST = re.compile(r"([A-Za-z][A-Za-z-]*):")
_Lines = list[tuple[int, str]]


@dataclass(frozen=True)
class Part:
    """One thing to predict beside the status. `name` is `Body` or a header field's, a choice's `text` is plain text."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Prediction:
    """`playground` is an id, `question` and `explanation` are Markdown and may be empty."""

    question: str
    playground: str
    request: SavedRequest
    status: int
    parts: tuple[Part, ...]
    explanation: str

    @property
    def statuses(self) -> tuple[int, ...]:
        """What there is to choose from."""
        return tuple(sorted({*LIKELY, self.status}))


def parse(text: str) -> Prediction:
    """Raises `Fault` with the line within the text where it is not a prediction."""
    lines = list(enumerate(text.split("\n"), 1))
    name = next((index for index, (_, line) in enumerate(lines) if _NAME.fullmatch(line.strip())), None)
    if name is None:
        raise Fault("the prediction names no app, expected a line <track>/<lesson>/<playground>", 1)
    status = next((index for index, (_, line) in enumerate(lines) if index > name and _STATUS.match(line)), None)
    if status is None:
        raise Fault("the prediction has no status, expected a line such as Status: 404 below the request")
    parts, explanation = _parts(lines[status + 1 :])
    return Prediction(
        question=_text(lines[:name]),
        playground=lines[name][1].strip(),
        request=_request(lines[name + 1 : status], lines[name][0]),
        status=_status(*lines[status]),
        parts=parts,
        explanation=explanation,
    )


def _text(lines: _Lines) -> str:
    return "\n".join(line for _, line in lines).strip()


def _request(lines: _Lines, above: int) -> SavedRequest:
    try:
        found = parse_requests("\n".join(line for _, line in lines))
    except Fault as fault:
        raise Fault(fault.message, above + (fault.line or 1)) from None
    if len(found) != 1:
        raise Fault(f"the prediction has {len(found) or 'no'} requests, expected one such as GET /greet/Ada", above + 1)
    return found[0]


def _status(number: int, line: str) -> int:
    found = line.partition(":")[2].strip()
    if not re.fullmatch(r"[2-5]\d\d", found):
        raise Fault(f'found the status "{found}", expected a number such as 404', number)
    return int(found)


def _parts(lines: _Lines) -> tuple[tuple[Part, ...], str]:
    """The lists of choices, each up to an empty line or the next; what follows the last one is the explanation."""
    parts: list[Part] = []
    while rest := [index for index, (_, line) in enumerate(lines) if line.strip()]:
        number, head = lines[rest[0]]
        below = lines[rest[0] + 1 :]
        found = _LIST.fullmatch(head.strip())
        if not found or not below or not begins_choice(below[0][1]):
            break
        ends = (index for index, (_, line) in enumerate(below) if not line.strip() or _LIST.fullmatch(line.strip()))
        end = next(ends, len(below))
        if found[1].lower() in {"status", *(part.name.lower() for part in parts)}:
            raise Fault(f'"{found[1]}" comes twice', number)
        parts.append(_part(found[1], number, below[:end]))
        lines = below[end:]
    return tuple(parts), _text(lines)


def _part(name: str, number: int, lines: _Lines) -> Part:
    try:
        multiple, choices = read_choices(lines, f'the list "{name}"')
    except Fault as fault:
        raise Fault(fault.message, fault.line or number) from None
    if multiple:
        raise Fault(f'the list "{name}" has brackets; one answer comes, so use ( ) and (x)', number)
    plain = tuple(Choice(unquoted(choice.text), choice.explanation, choice.right) for choice in choices)
    return Part(name, plain)
