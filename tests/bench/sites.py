"""A site of many lessons, made from those here, with our fences and as plain Material: how long does each build?

Every lesson is copied whole: page, playgrounds, links, numbers behind its name. The plain site has the same pages
without the fences, and the same settings without what serves the fences.

The processor's time decides, because MkDocs uses one core and other programs make it wait for that.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sandbox.lessons import lesson_ids, load_lesson
from sandbox.pages import LANGUAGES
from tests.bench.contenders import ROOT

LESSONS, ROUNDS, BUDGET = 500, 3, 1.5
#: What mkdocs.yml has for our sake.
OURS = ("      custom_fences", "  - sandbox.glossary", "extra_css", "extra_javascript", "hooks")
_FENCE = re.compile(
    rf"^(?P<marks> *`{{3,}}) *(?:{'|'.join(LANGUAGES)})\b.*?^(?P=marks) *$\n?", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Taken:
    """What one build took, in seconds: by the clock, and of the processor."""

    clock: float
    processor: float


def compare(lessons: int) -> None:
    """Builds both sites in turn and prints medians and ratios."""
    with tempfile.TemporaryDirectory(prefix="flaskroom-sites-") as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        make(ROOT, ours, lessons)
        make_plain(ours, plain)
        times: dict[Path, list[Taken]] = {ours: [], plain: []}
        for number in range(1, ROUNDS + 1):
            for folder, found in times.items():
                found.append(build(folder))
                print(f"round {number} of {ROUNDS}, {folder.name}: {found[-1].processor:.1f} s", flush=True)
        print(f"\n{len(lesson_ids(ours))} lessons against the same pages as plain Material")
    told("by the clock", *([taken.clock for taken in found] for found in times.values()))
    ratio = told("of the processor", *([taken.processor for taken in found] for found in times.values()))
    print(f"budget {BUDGET} × of the processor: {'ok' if ratio <= BUDGET else 'over budget'}")


def told(measure: str, ours: list[float], plain: list[float]) -> float:
    """Prints the medians of both and returns their ratio."""
    ratio = median(ours) / median(plain)
    print(f"{measure}: {median(ours):.1f} s against {median(plain):.1f} s, ratio {ratio:.2f} ×")
    return ratio


def build(folder: Path) -> Taken:
    """What MkDocs takes. Exits with its output where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--no-strict"]
    started, before = time.monotonic(), os.times()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"The site with {folder.name} pages does not build:\n{done.stdout[-3000:]}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(time.monotonic() - started, spent)


def make(source: Path, target: Path, count: int) -> None:
    """Writes a site with the lessons of `source` and as many copies of all of them as make `count`, or a few more."""
    shutil.copytree(source / "docs", target / "docs", ignore=shutil.ignore_patterns("sandbox"))  # what dev.py makes
    shutil.copytree(source / "lessons", target / "lessons", ignore=shutil.ignore_patterns("__pycache__"))
    settings = without((source / "mkdocs.yml").read_text("utf-8"), "nav")
    settings = re.sub(r"(?<=[\[ ])sandbox/", f"{source.as_posix()}/sandbox/", without(settings, "watch"))
    (target / "mkdocs.yml").write_text(settings, "utf-8")
    originals = lesson_ids(source)
    for number in range(1, -(-count // len(originals))):
        for lesson in originals:  # all of them, as they link to each other
            copy_lesson(target, originals, lesson, number)


def copy_lesson(site: Path, lessons: list[str], lesson: str, number: int) -> None:
    """Adds copy `number` of `lesson`, with code of its own; it links to and requires copies of the same number."""
    page = renumbered((site / "docs" / f"{lesson}.md").read_text("utf-8"), lessons, lesson, number)
    shutil.copytree(site / "lessons" / lesson, site / "lessons" / f"{lesson}-{number}")
    for source in (site / "lessons" / f"{lesson}-{number}").rglob("*.py"):
        source.write_text(f"{source.read_text('utf-8')}# copy {number}\n", "utf-8")
    table = site / "lessons" / f"{lesson}-{number}" / "lesson.toml"
    table.write_text(renumbered(table.read_text("utf-8"), lessons, lesson, number), "utf-8")
    # A playground may stand on another page, such as the landing page; its copy needs a page as well.
    for name in load_lesson(site, lesson).playgrounds:
        if not re.search(rf"^ *{lesson}-{number}/{name} *$", page, re.MULTILINE):
            page += f"\n``` playground\n{lesson}-{number}/{name}\n```\n"
    (site / "docs" / f"{lesson}-{number}.md").write_text(page, "utf-8")


def renumbered(text: str, lessons: list[str], lesson: str, number: int) -> str:
    """`text` of `lesson` with a number behind the name of every lesson: in ids, snippets and links."""
    track = lesson.partition("/")[0]
    beside = [name.partition("/")[2] for name in lessons if name.startswith(f"{track}/")]
    text = re.sub(rf"\b({'|'.join(lessons)})(?![\w-])", rf"\1-{number}", text)
    return re.sub(rf"\]\(({'|'.join(beside)})\.md", rf"](\1-{number}.md", text)


def make_plain(ours: Path, plain: Path) -> None:
    """Writes the site of `ours` without playgrounds and quizzes."""
    shutil.copytree(ours, plain)
    for page in (plain / "docs").rglob("*.md"):
        page.write_text(_FENCE.sub("", page.read_text("utf-8")), "utf-8")
    settings = (plain / "mkdocs.yml").read_text("utf-8")
    for key in OURS:
        settings = without(settings, key)
    (plain / "mkdocs.yml").write_text(settings, "utf-8")


def without(settings: str, key: str) -> str:
    """Settings in YAML without `key`, which is given with its indentation, and what is indented below it."""
    indentation = key[: len(key) - len(key.lstrip())]
    return re.sub(rf"^{key}(?::.*)?\n(?:{indentation} +.*\n|\n)*", "", settings, flags=re.MULTILINE)
