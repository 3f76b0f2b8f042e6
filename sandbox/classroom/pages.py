"""Results → HTML: one page a learner, which can be handed on, and an overview that is the instructor's.

A newcomer would show learners everything. Notes, and names of hidden checks, are in the overview alone.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.classroom.gradebook import NOT_CONTAINED

Plain = dict[str, Any]
#: Rows of the table of checks that fail.
MOST_CHECKS = 20
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, undefined=StrictUndefined
)
_environment.filters["moment"] = lambda text: f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M %Z}"


def pages(results: Plain) -> Iterator[tuple[str, str]]:
    """Relative path → HTML; `index.html` is the overview."""
    told = {"results": results, "contained": results["contained"], "not_contained": NOT_CONTAINED}
    named = [(learner, _page(learner)) for learner in results["learners"]]
    for learner, page in named:
        title = f"{learner['name'] or learner['key']}: {results['title']}"
        yield page, _environment.get_template("learner.html").render(**told, learner=learner, title=title)
    overview = {"learners": named, "distribution": _distribution(results), "hardest": _hardest(results)}
    yield "index.html", _environment.get_template("overview.html").render(**told, **overview, title=results["title"])


def _page(learner: Plain) -> str:
    """A name that every file system takes, and no two learners share."""
    words = re.sub(r"[^a-z0-9]+", "-", learner["key"].lower()).strip("-")[:40]
    return f"learners/{words}-{hashlib.sha256(learner['key'].encode()).hexdigest()[:8]}.html"


def _distribution(results: Plain) -> list[tuple[str, int]]:
    whole = results["points"] or 1
    fifths = Counter(min(4, int(5 * learner["earned"] / whole)) for learner in results["learners"])
    return [(f"{20 * fifth} to {20 * fifth + 20} percent", fifths[fifth]) for fifth in range(5)]


def _hardest(results: Plain) -> list[tuple[tuple[str, str, str], int, int]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    failed: Counter[tuple[str, str, str]] = Counter()
    for learner in results["learners"]:
        for exercise in learner["exercises"]:
            for check in exercise["checks"]:
                key = (exercise["name"], check["kind"], check["label"])
                seen[key] += 1
                failed[key] += check["outcome"] != "passed"
    return [(key, count, seen[key]) for key, count in failed.most_common(MOST_CHECKS) if count]
