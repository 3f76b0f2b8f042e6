"""The instructor's overview of a class of 500, in a browser: sorted, searched, and nobody's name is a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sandbox.classroom.pages import pages
from tests.site.server import serve
from tests.site.test_accessibility import AXE

pytestmark = pytest.mark.browser
POT = "kitchen/tea/pot"
HOSTILE = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"


def learner(number: int) -> dict[str, Any]:
    """Points from 0 to 9, in turn."""
    name = HOSTILE if number == 7 else f"Learner {number:03}"
    check = {"check": "test_a.py::test_a", "kind": "published", "label": "Tea is hot.", "message": "", "weight": 1}
    points = number % 10
    exercise = {"name": POT, "points": 10, "computed": points, "earned": points, "comment": "", "handed_in": points > 0}
    return {
        "key": name.lower(),
        "name": name,
        "email": "",
        "id": "",
        "file": f"{number}.zip",
        "comment": "",
        "made": "2026-11-30T10:00:00+00:00",
        "received": None,
        "days_late": 0,
        "kept_percent": 100,
        "before_lateness": points,
        "earned": points,
        "notes": ["Names no learner."] if number == 42 else [],
        "exercises": [{**exercise, "notes": [], "checks": [{**check, "outcome": "passed" if points else "failed"}]}],
    }


def results(learners: list[dict[str, Any]]) -> dict[str, Any]:
    sides = [{"learner": one["key"], "percent": 90, "lines": {"app.py": [2]}} for one in learners[6:8]]
    return {
        "title": "Week 1",
        "due": None,
        "contained": True,
        "points": 10,
        "lines": [],
        "not_graded": [],
        "exercises": [{"name": POT, "points": 10}],
        "learners": learners,
        "similar": [{"exercise": POT, "tokens": 99, "sides": sides}],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    learners = [learner(number) for number in range(500)]
    works = {POT: {one["key"]: {"app.py": f"# {HOSTILE}\nprint()\n"} for one in learners[:10]}}
    for name, html in pages(results(learners), works):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, "utf-8")
    (tmp_path / "favicon.ico").touch()
    return tmp_path


def violations(page: Page) -> list[str]:
    """What axe complains about; put in past the page's policy, which lets no other script in."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        "async () => (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3)}`)"
    )
    return found


def test_a_class_of_500(page: Page, folder: Path) -> None:
    assert (folder / "index.html").stat().st_size < 400_000
    with serve(folder) as address:
        page.goto(f"{address}index.html")
        expect(page).to_have_title("Week 1")
        rows = page.get_by_role("region", name="Learners").get_by_role("row")
        points = page.get_by_role("columnheader", name="Points", exact=True)
        page.get_by_role("button", name="Points", exact=True).click()
        expect(points).to_have_attribute("aria-sort", "descending")
        expect(rows.nth(1)).to_contain_text("Learner 009")
        page.get_by_role("button", name="Points", exact=True).click()
        expect(points).to_have_attribute("aria-sort", "ascending")
        expect(rows.nth(1)).to_contain_text("Learner 000")
        page.get_by_role("searchbox", name="Find").fill("LEARNER no")
        expect(page.get_by_role("status")).to_have_text("1 of 500 learners")
        expect(rows).to_have_count(2)  # its head is one
        expect(rows.nth(1)).to_contain_text("Learner 042")
        page.get_by_role("searchbox", name="Find").fill("")
        expect(rows).to_have_count(501)

        page.get_by_role("region", name="Learners").evaluate("region => region.scrollTop = 5000")
        expect(points).to_be_in_viewport()
        chart = page.get_by_role("img", name="90 to 100 percent, 50")
        expect(chart).to_be_visible()
        assert violations(page) == []
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollHeight") > 10_000, "print has all rows"

        page.set_viewport_size({"width": 390, "height": 800})
        page.emulate_media(media="screen", color_scheme="dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("link", name="side by side").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Learner 006 and <script>")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
