"""A small sound site for tests to spoil: the golden lesson, its page, and this project's mkdocs.yml without `nav`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


def settings_elsewhere() -> str:
    """This project's mkdocs.yml for a folder that has lessons and no engine of its own."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("watch: [lessons, sandbox]", "watch: [lessons]")
    return re.sub(r"(?<=[\[ ])sandbox/(?=\w+\.py)", f"{ROOT.as_posix()}/sandbox/", settings)


class Course:
    """A copy of the golden site in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(GOLDEN / "lessons", root / "lessons", ignore=ignored)
        shutil.copytree(GOLDEN / "docs", root / "docs", ignore=ignored)
        (root / "mkdocs.yml").write_text(settings_elsewhere().partition("\nnav:")[0], "utf-8")
        (root / "docs" / "stylesheets").mkdir()
        (root / "docs" / "stylesheets" / "site.css").touch()

    def write(self, name: str, content: str | bytes) -> None:
        """Writes a file, with its folders."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces text in a file, where it must stand."""
        text = (self.root / name).read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    def append(self, name: str, text: str) -> None:
        self.write(name, (self.root / name).read_text("utf-8") + text)

    def remove(self, name: str) -> None:
        """Removes a file or folder."""
        path = self.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def build(self, generator: str) -> subprocess.CompletedProcess[str]:
        """Runs `mkdocs` or `zensical`; the pages come to `site/`."""
        return build(self.root, generator)


def build(root: Path, generator: str) -> subprocess.CompletedProcess[str]:
    """Builds the site of a folder strictly, without a cache, as a person would; standard output has both streams."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", generator, "build", "--strict", "--clean"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
