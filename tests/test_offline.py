"""What a build writes so that its site works without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.offline import make_offline, needs

BUNDLE = "assets/sandbox/bundle/"
MANIFEST: dict[str, Any] = {
    "packages": {
        "flask-tea": {"wheel": "tea.whl", "imports": ["flask_tea"], "depends": ["flask", "leaves"]},
        "leaves": {"wheel": "leaves.whl", "imports": ["leaves"], "depends": []},
        "pytest": {"wheel": "pytest.whl", "imports": ["pytest"], "depends": []},
    },
    "files": {name: {"file": f"1-{name}"} for name in ("base.zip", "tea.whl", "leaves.whl", "pytest.whl")},
}


def page(title: str, body: str = "") -> str:
    return f"<html><head><title>{title} - Tea &amp; Co</title></head><body>{body}</body></html>"


def playground(files: dict[str, str], checks: dict[str, str] | None = None) -> str:
    payload = json.dumps({"kind": "example", "files": files, "checks": checks or {}}).replace("<", "\\u003c")
    return f'<flask-playground name="x">\n<script type="application/json">{payload}</script></flask-playground>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    links = '<a href="zen/tea/">Tea</a><a href="about/">About</a>'
    files = {
        "index.html": page("Home", links).replace(" - Tea &amp; Co", ""),
        "about/index.html": page("About &lt;us&gt;"),
        "grüner tee/index.html": page("Green"),
        "zen/tea/index.html": page("Tea", playground({"app.py": 'import flask_tea, os\n"</script>"'})),
        "404.html": page("Not found"),
        "sitemap.xml": "",
        "stylesheets/site.css": "a {}",
        "stylesheets/site.css.map": "{}",
        "pictures/ein blatt+1.svg": "<svg/>",
        "assets/javascripts/lunr/lunr.de.js": "",
        "assets/sandbox/service-worker.js": "work();",
        f"{BUNDLE}manifest.json": json.dumps(MANIFEST),
        f"{BUNDLE}pyodide-lock.json": "{}",
        **{BUNDLE + file["file"]: name for name, file in MANIFEST["files"].items()},
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def made(site: Path) -> dict[str, Any]:
    make_offline(site)
    result: dict[str, Any] = json.loads((site / "offline.json").read_text("utf-8"))
    return result


def test_files_are_listed_by_kind_under_the_addresses_that_browsers_ask_for(site: Path) -> None:
    kinds = {address: entry["kind"] for address, entry in made(site)["files"].items()}
    assert kinds == {
        "": "page",
        "about/": "page",
        "gr%C3%BCner%20tee/": "page",
        "zen/tea/": "page",
        "stylesheets/site.css": "site",
        "pictures/ein%20blatt+1.svg": "site",
        f"{BUNDLE}manifest.json": "site",
        f"{BUNDLE}1-base.zip": "python",
        f"{BUNDLE}1-tea.whl": "package",
        f"{BUNDLE}1-leaves.whl": "package",
        f"{BUNDLE}1-pytest.whl": "package",
    }


def test_a_file_has_its_digest_and_size(site: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(b"a {}").digest()).decode()
    assert made(site)["files"]["stylesheets/site.css"] == {"kind": "site", "hash": digest, "size": 4}


def test_pages_have_titles_and_stand_in_the_order_of_lessons(site: Path) -> None:
    pages = {address: entry["title"] for address, entry in made(site)["files"].items() if entry["kind"] == "page"}
    assert list(pages.items()) == [
        ("", "Home"),
        ("gr%C3%BCner%20tee/", "Green"),
        ("zen/tea/", "Tea"),
        ("about/", "About <us>"),
    ]


def test_a_lesson_needs_what_its_playgrounds_import_and_what_that_needs(site: Path) -> None:
    files = made(site)["files"]
    assert files["zen/tea/"]["needs"] == [f"{BUNDLE}1-leaves.whl", f"{BUNDLE}1-tea.whl"]
    assert "needs" not in files["about/"]


@pytest.mark.parametrize(
    ("text", "wheels"),
    [
        ("import os", []),
        ("import os, leaves.green as l", ["leaves"]),
        ("def f():\n    from leaves import x", ["leaves"]),
        ("# import leaves\nimportleaves = 1\nx = = 1", []),
    ],
)
def test_imports(text: str, wheels: list[str]) -> None:
    found = needs([{"kind": "example", "files": {"app.py": text}, "checks": {}}], MANIFEST)
    assert found == [f"{BUNDLE}1-{name}.whl" for name in wheels]


@pytest.mark.parametrize(
    "payload",
    [
        {"kind": "example", "files": {}, "checks": {"test_app.py": "def test_it(): pass"}},
        {"kind": "project", "files": {"test_app.py": "def test_it(): pass"}, "checks": {}},
    ],
    ids=["a lesson's", "the reader's own"],
)
def test_checks_need_pytest(payload: dict[str, Any]) -> None:
    found = needs([payload], MANIFEST)
    assert found == [f"{BUNDLE}1-pytest.whl"]


def test_pages_and_the_service_worker_know_their_build(site: Path) -> None:
    build = made(site)["build"]
    mark = f'<meta name="flaskroom-build" content="{build}">'
    tea = (site / "zen/tea/index.html").read_text("utf-8")
    assert f'{mark}<link rel="manifest" href="../../manifest.webmanifest"></head>' in tea
    assert f'{mark}<link rel="manifest" href="manifest.webmanifest"></head>' in (site / "index.html").read_text("utf-8")
    assert mark not in (site / "404.html").read_text("utf-8")
    assert (site / "service-worker.js").read_text("utf-8") == f'const BUILD = "{build}";\nwork();'


def test_done_again_it_changes_nothing(site: Path) -> None:
    once = made(site)
    pages = (site / "zen/tea/index.html").read_text("utf-8")
    assert made(site) == once
    assert (site / "zen/tea/index.html").read_text("utf-8") == pages


@pytest.mark.parametrize("name", ["about/index.html", "stylesheets/site.css", "assets/sandbox/service-worker.js"])
def test_every_change_makes_another_build(site: Path, name: str) -> None:
    before = made(site)
    (site / name).write_text((site / name).read_text("utf-8") + " ", "utf-8")
    after = made(site)
    assert after["build"] != before["build"]
    unchanged = "zen/tea/"
    assert after["files"][unchanged] == before["files"][unchanged]
