"""The parts of the benchmark that measure nothing: what it serves, how it slows things down, counts and reports."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.classroom.assignment import Assigned, Assignment
from sandbox.classroom.submission import read_submission
from sandbox.lessons import lesson_ids, load_lesson
from sandbox.site_check import Seen, errors
from tests.bench import grading, page_weight, report, sites
from tests.bench.contenders import BARE, RECIPE, ROOT, SITE
from tests.bench.figures import Figures, Kind
from tests.bench.processes import AVAILABLE, Process, family, pause
from tests.bench.server import BURST, Line, StaticHost
from tests.course import Course


def write(folder: Path, **files: str) -> Path:
    """Names have `__` where paths have `/`, and `_` where they have a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_line_keeps_its_rate() -> None:
    now = 0.0
    line = Line(rate=8 * 1000, latency=0, clock=lambda: now)
    assert line.reserve(BURST) == 0
    assert line.reserve(500) == pytest.approx(0.5)
    assert line.reserve(500) == pytest.approx(1), "connections wait behind each other"
    now = 3.0
    assert line.reserve(2000 + 500) == pytest.approx(0.5), "what was not used in two seconds may follow at once"
    now = 1e6
    assert line.reserve(BURST + 500) == pytest.approx(0.5), "but never more than the burst"


def test_slow_line_waits_before_the_first_byte(tmp_path: Path) -> None:
    host = StaticHost(tmp_path)
    host.line = Line(rate=1e9, latency=0.05)
    written: list[float] = []
    started = time.monotonic()
    host.send(b"x", lambda _: written.append(time.monotonic() - started))
    assert written[0] >= 0.05


def test_static_host(tmp_path: Path) -> None:
    host = StaticHost(write(tmp_path, index_html="<p>Tea</p>" * 99, pot__base_zip="zip" * 99))
    head, _, body = host.response("/?from=x", None).partition(b"\r\n\r\n")
    assert b"200 OK" in head and b"Content-Encoding: gzip" in head and b"max-age=600" in head
    assert gzip.decompress(body) == b"<p>Tea</p>" * 99
    assert f"Content-Length: {len(body)}".encode() in head
    assert host.response("/pot/base.zip", None).endswith(b"\r\n\r\n" + b"zip" * 99)
    assert b"404 Not Found" in host.response("/pot", None)
    unchanged = host.response("/index.html", host.files["/index.html"].etag)
    assert b"304 Not Modified" in unchanged and unchanged.endswith(b"\r\n\r\n")


def test_static_host_counts(tmp_path: Path) -> None:
    host = StaticHost(tmp_path)
    written: list[bytes] = []
    host.send(b"tea" * 10_000, written.append)
    assert b"".join(written) == b"tea" * 10_000
    assert host.sent == 30_000


def test_pause_makes_a_processor_slower() -> None:
    assert pause(0.010, 4) == pytest.approx(0.030)
    assert pause(0.010, 1) == 0


def test_family_is_one_browser() -> None:
    root = Process(10, 1, ("chromium", "--user-data-dir=/tmp/tea"))
    zygote = Process(12, 10, ("chromium", "--type=zygote"))
    page = Process(11, 12, ("chromium", "--type=renderer"))
    others = [Process(20, 1, ("chromium", "--user-data-dir=/tmp/teapot")), Process(21, 20, ("chromium",))]
    assert family([page, *others, zygote, root], Path("/tmp/tea")) == [root, zygote, page]
    assert family(others, Path("/tmp/tea")) == []


@pytest.fixture
def figures() -> Figures:
    figures = Figures()
    figures.add(Kind.FIRST, BARE, 900, 1000, 5000)
    figures.add(Kind.FIRST, RECIPE, 1500)
    figures.add(Kind.FIRST, SITE, 600)
    figures.add(Kind.LATER, BARE, 1000)
    figures.add(Kind.RERUN, SITE, 101)
    figures.add(Kind.REQUEST, SITE, 1.23)
    figures.unmeasured[Kind.SPARE] = "no spare came"
    return figures


def test_table(figures: Figures) -> None:
    assert [line.split() for line in report.table(figures).splitlines()[1:]] == [
        line.split()
        for line in (
            "first visit, bare loadPyodide() 1000 ms 1.00 ×",
            "first visit, documented recipe 1500 ms 1.50 ×",
            "first visit, playground 600 ms 0.60 × 0.6 × ok",
            "later visit, bare loadPyodide() 1000 ms 1.00 ×",
            "first run, spare waiting, playground not measured: no spare came",
            "run after an edit, spare waiting, playground 101 ms 0.10 × 0.1 × over budget",
            "request to response, playground 1.2 ms 5 ms ok",
        )
    ]


def test_raw_figures_are_json(figures: Figures) -> None:
    found = json.loads(json.dumps(report.raw(figures, {"cores": 2})))
    assert found["environment"] == {"cores": 2}
    assert found["figures"]["first visit"] == {"unit": "ms", BARE: [900, 1000, 5000], RECIPE: [1500], SITE: [600]}
    assert found["not measured"] == {"first run, spare waiting": "no spare came"}


def test_page_weight_is_what_a_page_loads_before_run(tmp_path: Path) -> None:
    html = """<flask-playground></flask-playground><link rel="icon" href="x">
        <link rel="stylesheet" href="../tea.css?v=1">
        <link rel="stylesheet" href="../assets/stylesheets/main.css"><script src="../assets/tea.js"></script>
        <script>1</script><script src="https://example.com/x.js"></script>"""
    script = 'import{a}from"./chunk.js";import "./effect.js";const pot=()=>import("./later.js");'
    site = write(tmp_path, lesson__index_html=html, tea_css="b{}", assets__tea_js=script)
    write(site, assets__chunk_js='export*from"./tea.js"', assets__effect_js="1", assets__later_js="1")
    found = {path.name for path in page_weight.files(site, site / "lesson" / "index.html")}
    assert found == {"tea.css", "tea.js", "chunk.js", "effect.js"}
    assert 0.1 < page_weight.heaviest(site) < 0.3


def test_large_site_is_sound(tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    sites.make(course.root, tmp_path / "ours", 3)
    assert lesson_ids(tmp_path / "ours") == ["kitchen/tea", "kitchen/tea-1", "kitchen/tea-2"]
    assert list(errors(Seen(tmp_path / "ours"))) == []


def test_plain_site_has_the_same_pages_without_fences(tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    sites.make(course.root, tmp_path / "ours", 2)
    sites.make_plain(tmp_path / "ours", tmp_path / "plain")
    ours, plain = ((tmp_path / name / "docs/kitchen/tea-1.md").read_text("utf-8") for name in ("ours", "plain"))
    assert "\nkitchen/tea-1/cup\n" in ours and "\nkitchen/tea-1/cup\n" not in plain
    assert [line for line in plain.splitlines() if line.startswith("#")] == [
        line for line in ours.splitlines() if line.startswith("#")
    ]
    settings = (tmp_path / "plain" / "mkdocs.yml").read_text("utf-8")
    assert "superfences" in settings and "sandbox." not in settings and "playground.js" not in settings


def test_copies_link_to_copies() -> None:
    lessons = ["pot/tea", "pot/tea-cup", "oven/bread"]
    text = "[a](tea.md#x) [b](../oven/bread.md) [c](../index.md)\npot/tea/green\npot/tea-cup/big\npot/team"
    assert sites.renumbered(text, lessons, "pot/tea", 7) == (
        "[a](tea-7.md#x) [b](../oven/bread-7.md) [c](../index.md)\npot/tea-7/green\npot/tea-cup-7/big\npot/team"
    )


def test_settings_without_a_key() -> None:
    settings = "a: 1\nb:\n  - c:\n      d: 2\n      e:\n        - f\n\n      g: 3\nh: 4\n"
    assert sites.without(settings, "e") == settings
    assert sites.without(settings, "b") == "a: 1\nh: 4\n"
    assert sites.without(settings, "      e") == "a: 1\nb:\n  - c:\n      d: 2\n      g: 3\nh: 4\n"


def test_graded_work_is_of_three_kinds_and_no_two_alike() -> None:
    [name, *_] = grading.EXERCISES
    lesson, _, playground = name.rpartition("/")
    exercises = {name: load_lesson(ROOT, lesson).playgrounds[playground]}
    works = [grading.works(exercises, number) for number in range(6)]
    apps = [work[name]["app.py"] for work in works]
    assert len(set(apps)) == 6 and len({app.partition(b"\n# ")[0] for app in apps}) <= 3
    assignment = Assignment("Routing", (Assigned(name),))
    read = read_submission(grading.submission(assignment, exercises, 1, works[1]))
    assert read.works[name].files == works[1][name] and read.learner == {"name": "Learner 1"}


def test_memory_of_what_was_started(capsys: pytest.CaptureFixture[str]) -> None:
    with grading.most_memory() as memory:
        subprocess.run(
            [sys.executable, "-c", "import time\nkept = bytes(range(256)) * 2**18\ntime.sleep(2)"], check=True
        )
    assert max(memory) > 60 or not AVAILABLE
    found = {
        grading.CONTAINED: [grading.Measured(3, 5, 90), grading.Measured(1, 5, 80)],
        grading.NATIVE: [grading.Measured(2, 5, 20)],
    }
    assert grading.report(8, found)[grading.CONTAINED] == {"seconds": [3, 1], "MB": 90}
    said = capsys.readouterr().out
    assert "2.00 submissions/s" in said and "contained takes 2.00 times as long" in said
