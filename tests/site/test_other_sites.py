"""The engine in the site of somebody else: installed by pip, named in mkdocs.yml, run in Chromium; and its command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.course import GOLDEN, ROOT
from tests.site.playground import Playground
from tests.site.server import serve

SETTINGS = """
site_name: Tea school
theme: {name: material, font: false}
plugins:
  - search
  - flaskroom
"""
PAGE = """
# Tea

``` playground
kitchen/tea/cup
```

``` playground
kitchen/tea/pot
```

``` quiz
Is the pot warm?
(x) Yes
( ) No
```
"""


def call(folder: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """A Python module in `folder`, which knows the packages in `path` and of this project only what is there."""
    environment = {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the package as pip installs it. What it needs besides is in this environment already."""
    folder = tmp_path_factory.mktemp("package")
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    made = call(folder, "pip", "install", *offline, "--target", str(folder / "packages"), str(ROOT))
    assert made.returncode == 0, made.stdout
    return str(folder / "packages")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder with two lessons' playgrounds and the least of settings."""
    shutil.copytree(GOLDEN / "lessons", tmp_path / "lessons", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE, "utf-8")
    return tmp_path


@pytest.fixture
def address(other: Path, installed: str) -> Iterator[str]:
    built = call(other, "mkdocs", "build", "--strict", path=installed)
    assert built.returncode == 0, built.stdout
    with serve(other / "site") as address:
        yield address


@pytest.mark.browser
def test_a_playground_runs_in_another_site(address: str, page: Page) -> None:
    page.goto(address)
    playground = Playground(page, "kitchen/tea/cup")
    playground.run()
    expect(playground.app.locator("body")).not_to_be_empty()
    pot = Playground(page, "kitchen/tea/pot")
    pot.button("Check").click()
    expect(pot.region("Checks")).to_contain_text("Failed")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator("flask-quiz")).to_contain_text("Right.")


def test_search_is_spared_and_what_other_plugins_write_stays(other: Path, installed: str) -> None:
    (other / "mkdocs.yml").write_text(f"{SETTINGS}  - tags\n", "utf-8")
    (other / "docs" / "index.md").write_text(f"---\ntags: [Earl Grey]\n---\n{PAGE}", "utf-8")
    (other / "docs" / "teas.md").write_text("# Teas\n\n<!-- material/tags -->\n", "utf-8")
    built = call(other, "mkdocs", "build", "--strict", path=installed)
    assert built.returncode == 0, built.stdout
    assert '<span class="kn">from' in (other / "site" / "index.html").read_text("utf-8")
    assert 'id="tag:earl-grey"' in (other / "site" / "teas" / "index.html").read_text("utf-8")
    index = json.loads((other / "site" / "search" / "search_index.json").read_text("utf-8"))
    text = "".join(section["text"] for section in index["docs"])
    assert "from flask import" in text and "<span" not in text


def test_an_author_writes_a_lesson_with_the_command(other: Path, installed: str) -> None:
    def flaskroom(*arguments: str) -> tuple[int, str]:
        program = Path(installed, "bin", "flaskroom")
        made = subprocess.run(
            [program, *arguments],
            cwd=other / "docs",
            env={**os.environ, "PYTHONPATH": installed, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return made.returncode, made.stdout

    status, said = flaskroom("new", "lesson", "kitchen/jam")
    assert status == 0 and "\n  flaskroom lint kitchen/jam" in said, said
    assert flaskroom("lint", "kitchen/jam") == (0, "no errors, no warnings.\n")
    built = call(other, "mkdocs", "build", "--strict", path=installed)
    assert built.returncode == 0, built.stdout
    page = other / "docs" / "kitchen" / "jam.md"
    page.write_text(page.read_text("utf-8").replace("kitchen/jam/example\n```", "kitchen/jam/sample\n```"), "utf-8")
    status, said = flaskroom("lint")
    assert status == 1 and 'did you mean "kitchen/jam/example"?' in said, said
    assert "docs/kitchen/jam.md" in said and "[no-page]" not in said
    status, said = flaskroom("test", "kitchen/jam")
    assert status == 1 and "needs a clone of the whole project" in said, said


def test_an_authors_mistake_stops_the_build(other: Path, installed: str) -> None:
    page = other / "docs" / "index.md"
    page.write_text(PAGE.replace("tea/cup", "tea/cop"), "utf-8")
    built = call(other, "mkdocs", "build", "--strict", path=installed)
    assert built.returncode != 0
    assert 'docs/index.md:5: found the playground "kitchen/tea/cop"' in built.stdout
    assert "Traceback" not in built.stdout


def test_mkdocs_started_elsewhere_says_what_to_do(other: Path, installed: str) -> None:
    built = call(other / "docs", "mkdocs", "build", "--config-file", "../mkdocs.yml", path=installed)
    assert built.returncode != 0
    assert "Start MkDocs in the folder of mkdocs.yml" in built.stdout
    assert "Traceback" not in built.stdout
