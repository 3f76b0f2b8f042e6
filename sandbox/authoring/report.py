"""Findings as text for people, as annotations of GitHub's actions, or as JSON for other programs.

The fields of the JSON are documented in `docs/contributing/codes.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sandbox.authoring.codes import ERROR
from sandbox.authoring.findings import Finding, Texts


def as_text(findings: Sequence[Finding], texts: Texts) -> str:
    """One paragraph each, with the line that it is about; and how many there are."""
    parts = [_paragraph(finding, texts) for finding in findings]
    errors = sum(finding.level == ERROR for finding in findings)
    warnings = len(findings) - errors
    return "\n".join([*parts, f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."])


def _paragraph(finding: Finding, texts: Texts) -> str:
    head = f"{place(finding)} {finding.level}[{finding.code}]: {finding.message}"
    lines = texts.lines(finding.where)
    if not finding.column or finding.line > len(lines):
        return f"{head}\n"
    source = lines[finding.line - 1]
    before = "".join("\t" if character == "\t" else " " for character in source[: finding.column - 1])
    number = str(finding.line)
    mark = "^" * min(max(finding.length, 1), max(len(source) - len(before), 1))
    return f"{head}\n  {number} | {source}\n  {' ' * len(number)} | {before}{mark}\n"


def place(finding: Finding) -> str:
    """`file:line:column`, as far as it is known."""
    if not finding.line:
        return finding.where
    column = f":{finding.column}" if finding.column else ""
    return f"{finding.where}:{finding.line}{column}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def as_github(findings: Sequence[Finding], _texts: Texts) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    return "\n".join(map(_command, findings))


def _command(finding: Finding) -> str:
    properties = {"file": finding.where}
    if finding.line:
        properties["line"] = str(finding.line)
    if finding.column:
        properties["col"] = str(finding.column)
        properties["endColumn"] = str(finding.column + max(finding.length, 1))
    properties["title"] = finding.code
    written = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{finding.level} {written}::{_escaped(finding.message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_json(findings: Sequence[Finding], _texts: Texts) -> str:
    """An array of objects; a line or column that is not known is null."""
    return json.dumps(
        [
            {
                "file": finding.where,
                "line": finding.line or None,
                "column": finding.column or None,
                "length": finding.length or None,
                "level": finding.level,
                "code": finding.code,
                "message": finding.message,
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=2,
    )


FORMATS: dict[str, Callable[[Sequence[Finding], Texts], str]] = {"text": as_text, "github": as_github, "json": as_json}
