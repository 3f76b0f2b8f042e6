"""Results → HTML: one page a learner, which can be handed on, and an overview that is the instructor's.

A newcomer would show learners everything. Notes, names of hidden checks, and who wrote alike are for the instructor.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.classroom.gradebook import NOT_CONTAINED
from sandbox.classroom.projects import Texts

Plain = dict[str, Any]
#: Rows of the table of checks that fail.
MOST_CHECKS = 20
MEANS = (
    "Two works stand here where they share much that was neither handed out nor is in a known answer, names and order "
    "set aside. That is no proof of copying: two who learned together, or found the same page, write alike. And what "
    "does not stand here may be copied all the same, above all in short exercises, which have one shape. "
    "Read both, and ask."
)
_TEMPLATES = Path(__file__).with_name("templates")
_environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
_environment.filters["moment"] = lambda text: f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M %Z}"


def pages(results: Plain, works: Mapping[str, Mapping[str, Texts]]) -> Iterator[tuple[str, str]]:
    """Relative path → HTML; `index.html` is the overview.

    :param works: exercise → learner → files that are shown.
    """
    told = {"results": results, "contained": results["contained"], "not_contained": NOT_CONTAINED, "works": works}
    names = {learner["key"]: learner["name"] or learner["key"] for learner in results["learners"]}
    for learner in results["learners"]:
        title = f"{names[learner['key']]}: {results['title']}"
        yield _page(learner["key"]), _render("learner.html", **told, learner=learner, title=title)
    similar = []
    for pair in results["similar"] or ():
        keys = [side["learner"] for side in pair["sides"]]
        page, title = _similar_page(pair["exercise"], *keys), " and ".join(names[key] for key in keys)
        sides = [(side, names[side["learner"]], _page(side["learner"])) for side in pair["sides"]]
        yield page, _render("similar.html", **told, pair=pair, sides=sides, title=title, means=MEANS)
        similar.append((pair, page, [names[key] for key in keys]))
    yield (
        "index.html",
        _render(
            "overview.html",
            **told,
            title=results["title"],
            learners=[(learner, _page(learner["key"]), _notes(learner)) for learner in results["learners"]],
            distribution=_distribution(results),
            median=median([learner["earned"] for learner in results["learners"]] or [0]),
            hardest=_hardest(results),
            similar=similar,
            means=MEANS,
            script=_script("overview.js"),
        ),
    )


def _render(template: str, **told: Any) -> str:
    return _environment.get_template(template).render(**{"script": None, **told})


def _script(name: str) -> dict[str, str]:
    """A script of ours and its digest, by which the page runs it and no other."""
    text = (_TEMPLATES / name).read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"text": text, "hash": f"sha256-{digest}"}


def _page(key: str) -> str:
    """A name that every file system takes, and no two learners share."""
    words = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:40]
    return f"learners/{words}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.html"


def _similar_page(exercise: str, *keys: str) -> str:
    whole = "\0".join([exercise, *keys])
    return f"similar/{exercise.rpartition('/')[2]}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}.html"


def _notes(learner: Plain) -> list[str]:
    """All that the instructor should know; that something is missing is told by its column."""
    own = [
        f"{exercise['name']}: {note}"
        for exercise in learner["exercises"]
        if exercise["handed_in"]
        for note in exercise["notes"]
    ]
    return [*learner["notes"], *own]


def _distribution(results: Plain) -> list[tuple[str, int]]:
    """Tenths of the points; who has all of them is in the last."""
    whole = results["points"] or 1
    tenths = Counter(min(9, int(10 * learner["earned"] / whole)) for learner in results["learners"])
    return [(f"{10 * tenth} to {10 * tenth + 10}", tenths[tenth]) for tenth in range(10)]


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
