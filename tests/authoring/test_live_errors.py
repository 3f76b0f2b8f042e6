"""Under `dev.py serve` an author's errors stand on the page, and go when they are mended; a build stops as ever."""

from __future__ import annotations

import html
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.authoring.broken import CUP, TOML
from tests.authoring.sound import PAGE, sound_course
from tests.course import ROOT, Course
from tests.ports import free_port

#: Seconds; bounds a hang.
PATIENCE = 120


@contextmanager
def served(course: Course) -> Iterator[str]:
    """The site as `dev.py serve` starts MkDocs; its address."""
    port = free_port()
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--no-strict", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": path, "FLASKROOM_SERVE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with (course.root / "output.txt").open("w") as output:
        process = subprocess.Popen(command, cwd=course.root, env=environment, stdout=output, stderr=output)
    try:
        yield f"http://127.0.0.1:{port}/kitchen/tea/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def page_when(address: str, ready: Callable[[str], bool]) -> str:
    """The page's text, as soon as it is as wanted."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline, text = time.monotonic() + PATIENCE, ""
    while time.monotonic() < deadline:
        try:
            with direct.open(address, timeout=PATIENCE) as response:
                text = html.unescape(response.read().decode("utf-8"))
        except OSError:
            text = ""
        if text and ready(text):
            return text
        time.sleep(0.2)
    raise AssertionError(f"the page never became as wanted; it is:\n{text[-4000:]}")


def test_a_broken_lesson_is_served_and_told_until_it_is_mended(tmp_path: Path) -> None:
    course = sound_course(tmp_path)
    course.replace(PAGE, "kitchen/tea/cup\n```", "kitchen/tea/cop\n```")
    course.replace(PAGE, "app.py:view", "app.py:gone")
    with served(course) as address:
        text = page_when(address, bool)
        wrong = f'{PAGE}:8: found the playground "kitchen/tea/cop", expected <track>/<lesson>/<playground>'
        assert f"<pre>{wrong}" in text  # in the place of the playground
        assert "<pre>" + wrong.replace(":8:", ":8:1:") in text  # and at the head of the page, with the others
        assert f'{PAGE}:22:31: quotes kitchen/tea/cup/app.py, which has no section "gone"' in text
        assert '<flask-playground name="kitchen/tea/pot"' in text
        assert f'{PAGE}:8:1: found the playground "kitchen/tea/cop"' in (tmp_path / "output.txt").read_text("utf-8")

        course.replace(PAGE, "kitchen/tea/cop\n```", "kitchen/tea/cup\n```")
        course.replace(PAGE, "app.py:gone", "app.py:view")
        text = page_when(address, lambda text: '<flask-playground name="kitchen/tea/cup"' in text)
        assert "to mend" not in text

        # A fault of the lesson, not of the page: both of its playgrounds say so.
        course.replace(TOML, "minutes = 5", "minute = 5")
        text = page_when(address, lambda text: "to mend" in text)
        assert text.count(f'<pre>{TOML}:4: unknown key "minute"') == 2
        course.replace(TOML, "minute = 5", "minutes = 5")
        page_when(address, lambda text: '<flask-playground name="kitchen/tea/cup"' in text and "to mend" not in text)


def test_what_has_no_page_stands_on_the_front_page(tmp_path: Path) -> None:
    course = sound_course(tmp_path)
    course.remove(PAGE)
    course.replace("mkdocs.yml", "kitchen/tea.md\n", "kitchen/milk.md\n")
    course.write("docs/kitchen/milk.md", "# Thé au lait\n".encode("latin-1"))
    with served(course) as address:
        text = page_when(address.replace("kitchen/tea/", ""), bool)
        assert f"<pre>{CUP}: is on no page" in text
        text = page_when(address.replace("tea/", "milk/"), bool)
        assert "Th\ufffd au lait" in text and "<pre>docs/kitchen/milk.md: is not UTF-8 text</pre>" in text


def test_a_build_stops_as_ever(tmp_path: Path) -> None:
    course = sound_course(tmp_path)
    course.replace(PAGE, "kitchen/tea/cup\n```", "kitchen/tea/cop\n```")
    built = course.build("mkdocs")
    assert built.returncode != 0 and f'{PAGE}:8: found the playground "kitchen/tea/cop"' in built.stdout
