"""The commands, from outside: what a newcomer sees, also when something is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
#: Seconds; bounds a hang.
PATIENCE = 120


def dev(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py, working in an empty folder."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    monkeypatch.setattr(made, "ROOT", tmp_path)
    monkeypatch.setattr(made, "BUILD", tmp_path / ".build")
    return made


def test_bare_it_lists_its_commands() -> None:
    done = dev()
    assert done.returncode == 0
    for command in ("serve", "test", "build", "new", "lint", "doctor", "check", "format", "bench", "clean"):
        assert f"\n  {command} " in done.stdout


def test_an_unknown_command_gets_the_nearest_match() -> None:
    done = dev("sevre")
    assert done.returncode == 1
    assert done.stderr.strip() == "There is no command 'sevre'; did you mean 'serve'?"


@pytest.mark.parametrize("word", ["start/first-ap", "lessons/start/first-ap/", "docs/start/first-ap.md"])
def test_a_misspelt_lesson_gets_the_nearest_match(word: str) -> None:
    done = dev("test", word)
    assert done.returncode == 1 and 'did you mean "start/first-app"?' in done.stderr


def test_an_argument_too_many_is_named() -> None:
    done = dev("check", "--fast")
    assert done.returncode == 1
    assert done.stderr.strip() == "This command takes no arguments; found: --fast"


def test_an_older_python_is_told_which_one_is_needed() -> None:
    script = "import sys; sys.version_info = (3, 8, 1); exec(compile(open('dev.py').read(), 'dev.py', 'exec'))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "Flaskroom needs Python 3.11 or newer; this is Python 3.8.1."


def test_a_taken_port_is_named_with_another() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = dev("serve", "--port", str(port))
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith(f"Port {port} is taken.") and "dev.py serve --port" in line


def test_without_a_network_one_line_says_what_to_do(tmp_path: Path) -> None:
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "requirements").mkdir()
    lock = f"nothing-at-all==1.0 --hash=sha256:{'0' * 64}\n"
    (tmp_path / "requirements" / "dev.txt").write_text(lock)
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1"}
    done = dev("check", cwd=tmp_path, PIP_FIND_LINKS="", PIP_EXTRA_INDEX_URL="", **closed)
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.endswith("cannot be downloaded without a network. Connect, then run the same command again.")


def test_a_step_is_done_again_only_when_its_inputs_change(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, made = tmp_path / "source.txt", tmp_path / "made.txt"
    source.write_text("one")
    step = module.Step(
        "copy",
        lambda: made.write_text(made.read_text() + "x" if made.exists() else "x"),
        ("source.txt",),
        made,
        ("FLASKROOM_NAME",),
    )
    assert not module.is_fresh(step)
    module.prepare(step)
    module.prepare(step)
    assert made.read_text() == "x" and module.is_fresh(step)
    source.write_text("two")
    assert not module.is_fresh(step)
    module.prepare(step)
    assert made.read_text() == "xx"
    monkeypatch.setenv("FLASKROOM_NAME", "another")
    for _ in range(2):
        module.prepare(step)
        assert made.read_text() == "xxx"


def test_a_step_that_fails_is_done_again(module: ModuleType, tmp_path: Path) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise module.Failure("broken")

    step = module.Step("fail", fail, (), tmp_path)
    for _ in range(2):
        with pytest.raises(module.Failure):
            module.prepare(step)
    assert len(tries) == 2


def test_a_tool_that_fails_shows_the_end_of_its_output(module: ModuleType) -> None:
    with pytest.raises(module.Failure, match=r"(?s)Tool failed .exit code 3.*said this"):
        module.run("Tool", sys.executable, "-c", "print('said this'); raise SystemExit(3)", advice="Do that.")
