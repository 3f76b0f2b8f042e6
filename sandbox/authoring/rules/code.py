"""The Python of a lesson: that it can be read, that its files are short, and that each check speaks to the learner."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sandbox.authoring.findings import Finding, Texts
from sandbox.project import LEFT_BEHIND, is_check

#: Lines. Longer files are read by nobody on a page.
LONG = 60
#: Checks may be longer: they are read one at a time.
LONG_CHECKS = 120


def code(texts: Texts, lesson_id: str) -> Iterator[Finding]:
    """Of all the lesson's Python files, answers included."""
    for where in files(texts.root, f"lessons/{lesson_id}"):
        lines = texts.lines(where)
        check = is_check(where)
        limit, count = LONG_CHECKS if check else LONG, len(lines) - (lines[-1:] == [""])
        if count > limit and not where.endswith("lesson.toml") and "/static/" not in where:
            message = f"has {count} lines; {limit} are a long file, so leave out what the lesson does not need"
            yield texts.finding("long-file", where, limit + 1, message)
        if not where.endswith(".py") or not lines:
            continue
        try:
            tree = ast.parse("\n".join(lines))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            column, message = getattr(error, "offset", None), f"is not Python: {getattr(error, 'msg', error)}"
            yield Finding(where, line or 0, column or 0, 0, "syntax", message)
            continue
        if check and not where.endswith("conftest.py"):
            yield from _checks(texts, where, tree)


def files(root: Path, where: str) -> Iterator[str]:
    """Every file below a folder that belongs to a lesson, relative to the project, sorted."""
    for path in sorted((root / where).rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not LEFT_BEHIND.intersection(parts) and path.suffix != ".pyc":
            yield "/".join(parts)


def _checks(texts: Texts, where: str, tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            if not ast.get_docstring(node):
                message = f"the check {node.name} has no docstring, which the learner would read as its name"
                yield texts.finding("check-docstring", where, node.lineno, message, node.name)
        elif isinstance(node, ast.Assert) and node.msg is None:
            message = "this assert has no message; say what was expected and what came, in a sentence"
            yield texts.finding("check-message", where, node.lineno, message)
