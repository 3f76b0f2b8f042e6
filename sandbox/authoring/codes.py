"""The codes of the linter, each with its weight; `docs/contributing/codes.md` explains every one, which a test proves.

An error is wrong for every reader. A warning can be meant: it stops nothing but `--strict`, and a comment allows it.
"""

from __future__ import annotations

ERROR, WARNING = "error", "warning"

CODES = {
    # lesson.toml
    "not-toml": ERROR,
    "unknown-key": ERROR,
    "missing-key": ERROR,
    "wrong-value": ERROR,
    "unknown-lesson": ERROR,
    "lesson-order": ERROR,
    "number-of-hints": ERROR,
    "number-of-questions": ERROR,
    "exercise-parts": ERROR,
    # folders and files
    "folder": ERROR,
    "not-text": ERROR,
    "answer": ERROR,
    "saved-request": ERROR,
    "syntax": ERROR,
    "long-file": WARNING,
    "unused-file": WARNING,
    # checks
    "check-docstring": ERROR,
    "check-message": ERROR,
    "same-words": ERROR,
    "few-mistakes": WARNING,
    "no-exercise": WARNING,
    # fences
    "fence": ERROR,
    "quiz": ERROR,
    "no-explanation": WARNING,
    "unknown-playground": ERROR,
    "shown-twice": ERROR,
    "on-no-page": ERROR,
    # pages
    "not-yaml": ERROR,
    "no-page": ERROR,
    "not-in-nav": ERROR,
    "dead-link": ERROR,
    "dead-anchor": ERROR,
    "dead-snippet": ERROR,
    "retyped-code": WARNING,
    "no-alt": ERROR,
    "heading-order": ERROR,
    "no-description": WARNING,
    "no-question": WARNING,
    "no-onward-links": WARNING,
    "avoided-word": WARNING,
    "spelling": ERROR,
}
