"""Hooks of MkDocs that say where a build begins and ends, so that within one no lesson is looked at twice.

An optimisation and nothing more: where nobody says it, as under Zensical, every fence asks whether its lesson changed.
"""

from __future__ import annotations

from typing import Any

from mkdocs.plugins import event_priority

from sandbox import lessons


@event_priority(100)  # before the other hooks read lessons
def on_pre_build(**_: Any) -> None:
    """A build begins."""
    lessons.build_begins()


def on_post_build(**_: Any) -> None:
    """It has ended."""
    lessons.build_ends()


def on_build_error(**_: Any) -> None:
    """It has ended too early."""
    lessons.build_ends()
