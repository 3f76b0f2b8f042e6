"""The text of an `arrange` fence: a question, lines of a file to put in order, and why that is the order.

    Put the view in order.

    requests/forms/signup/solution/app.py:12:20
    either order: 13, 14
    not: `    return "Welcome!"` — A page in answer to a POST is sent again by Reload.

    Why that is so, in Markdown.

The code is never typed a second time: the file is named with its first and last line, so what the reader puts together
is code that the lesson's checks run. Lines that may be swapped are named by their numbers, and `not:` is a line that
does not belong. That no other order is right is proved by running the checks (`tests/proof/test_arrangements.py`).
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox.choices import split_explanation, unquoted
from sandbox.errors import Fault, nearest

_REFERENCE = re.compile(r"(\S+?):(\d+):(\d+)")
_WORD = re.compile(r"(not|either order):\s*(.*)")
_MARK = re.compile(r"-+8<-+[ \t]+\[")
#: Fewer lines are no question.
FEWEST = 3


@dataclass(frozen=True)
class Reference:
    """Lines `first` to `last` of a file below `lessons/`, as line `at` of the fence's text says."""

    path: str
    first: int
    last: int
    at: int


@dataclass(frozen=True)
class Line:
    """`number` is that in the file. Lines of one `group` may stand in any order; None for one that does not belong."""

    text: str
    number: int | None
    group: int | None
    explanation: str = ""


@dataclass(frozen=True)
class Arrangement:
    """`question` and `explanation` are Markdown; the explanation may be empty."""

    question: str
    reference: Reference
    swaps: tuple[tuple[int, ...], ...]
    others: tuple[Line, ...]
    explanation: str


def parse(text: str) -> Arrangement:
    """Raises `Fault` with the line within the text where it is not an arrangement."""
    lines = text.split("\n")
    found = next((index for index, line in enumerate(lines) if _REFERENCE.fullmatch(line.strip())), None)
    if found is None:
        expected = "expected a line such as routing/variable-rules/greet/app.py:7:9"
        raise Fault(f"the arrangement names no lines of a file, {expected}", 1)
    question = "\n".join(lines[:found]).strip()
    if not question:
        raise Fault("the arrangement has no question; expected Markdown before the name of the file", 1)
    named = _REFERENCE.fullmatch(lines[found].strip())
    assert named
    swaps: list[tuple[int, ...]] = []
    others: list[Line] = []
    rest = found + 1
    while rest < len(lines) and (word := _WORD.fullmatch(lines[rest].strip())):
        if word[1] == "not":
            code, explanation = split_explanation(word[2])
            if not unquoted(code).strip():
                raise Fault(
                    "found no code, expected a line such as not: `return name` — Why it does not belong.", rest + 1
                )
            others.append(Line(unquoted(code), None, None, explanation))
        else:
            swaps.append(_numbers(word[2], rest + 1))
        rest += 1
    reference = Reference(named[1], int(named[2]), int(named[3]), found + 1)
    return Arrangement(question, reference, tuple(swaps), tuple(others), "\n".join(lines[rest:]).strip())


def read_lines(root: Path, arrangement: Arrangement) -> tuple[Line, ...]:
    """The lines in their right order, without the indentation that they share. Raises `Fault` where there are none."""
    path, first, last, at = (getattr(arrangement.reference, name) for name in ("path", "first", "last", "at"))
    parts = path.split("/")
    if len(parts) < 4 or not all(parts) or ".." in parts or parts[3] == "mistakes":
        raise Fault(f'found "{path}", expected a file of a playground that its checks accept', at)
    if not (root / "lessons" / path).is_file():
        known = [file.relative_to(root / "lessons").as_posix() for file in (root / "lessons").rglob("*.*")]
        raise Fault(f'found "{path}", expected a file below lessons/{nearest(path, known)}', at)
    try:
        all_lines = (root / "lessons" / path).read_text("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise Fault(f"found {path}, which is not UTF-8 text", at) from None
    if not 1 <= first <= last <= len(all_lines):
        raise Fault(f"found lines {first} to {last}, but {path} has lines 1 to {len(all_lines)}", at)
    quoted = textwrap.dedent("\n".join(all_lines[first - 1 : last]).expandtabs(4)).split("\n")
    numbered = [
        (number, text.rstrip()) for number, text in enumerate(quoted, first) if text.strip() and not _MARK.search(text)
    ]
    if len({text for _, text in numbered}) < FEWEST:
        raise Fault(f"found {len(numbered)} lines of code in {path}:{first}:{last}, expected {FEWEST} or more", at)
    if twice := {text for _, text in numbered} & {line.text for line in arrangement.others}:
        raise Fault(f"found not: `{min(twice)}`, which is one of the lines of {path}:{first}:{last}", at)
    groups = _groups([number for number, _ in numbered], arrangement)
    return tuple(Line(text, number, groups[number]) for number, text in numbered)


def shuffled(lines: tuple[Line, ...], others: tuple[Line, ...], seed: str) -> list[Line]:
    """All lines in an order that depends on `seed` alone and is never a right one."""
    groups = [line.group or 0 for line in lines]
    right = _filled(groups, lines)
    for salt in range(100):

        def place(index: int, salt: int = salt) -> bytes:
            return hashlib.sha256(f"{seed} {salt} {index}".encode()).digest()

        every = [*lines, *others]
        mixed = [every[index] for index in sorted(range(len(every)), key=place)]
        if _filled(groups, [line for line in mixed if line.group is not None]) != right:
            return mixed
    raise Fault("every order of these lines is right, so there is nothing to arrange")


def _filled(groups: Sequence[int], lines: Sequence[Line]) -> list[tuple[int, str]]:
    """Equal for orders that are equally right: which texts stand in the places of each group."""
    return sorted(zip(groups, (line.text for line in lines), strict=True))


def _numbers(text: str, at: int) -> tuple[int, ...]:
    numbers = re.findall(r"\d+", text)
    if len(numbers) < 2 or re.sub(r"[\d,\s]", "", text):
        raise Fault(f'found "either order: {text}", expected two or more numbers of lines such as 13, 14', at)
    return tuple(sorted(map(int, numbers)))


def _groups(numbers: list[int], arrangement: Arrangement) -> dict[int, int]:
    """Line → its group. Only neighbours can be swapped without moving what stands between."""
    groups = {number: index for index, number in enumerate(numbers)}
    for swap in arrangement.swaps:
        where = [numbers.index(number) if number in groups else -1 for number in swap]
        if -1 in where or where != list(range(where[0], where[0] + len(where))):
            named = ", ".join(map(str, swap))
            known = ", ".join(map(str, numbers))
            at = arrangement.reference.at
            raise Fault(f"found either order: {named}, expected lines that follow each other, of {known}", at)
        for number in swap:
            groups[number] = where[0]
    return groups
