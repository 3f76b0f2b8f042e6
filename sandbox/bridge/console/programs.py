"""The programs by name, each as its own `main` would behave: `sys.argv`, output, `SystemExit` with the status.

Flask's commands are Click's real ones, and pytest is the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial

from flask.cli import FlaskGroup, cli

from sandbox.bridge.console.pip import run_pip
from sandbox.bridge.console.python import run_python

Program = Callable[[list[str]], None]


def programs(offers: Sequence[str]) -> dict[str, Program]:
    """`offers`: file names of the wheels that come when they are imported."""
    found: dict[str, Program] = {"flask": run_flask, "pytest": run_pytest, "pip": partial(run_pip, offers=offers)}
    python = partial(run_python, modules={**found, "flask": partial(run_flask, name="python -m flask")})
    return {**found, "py.test": run_pytest, "pip3": found["pip"], "python": python, "python3": python}


def flask_group() -> FlaskGroup:
    """The `flask` command, made anew: packages that came since the last one may have commands too."""
    return FlaskGroup(name="flask", help=cli.help)


def run_flask(arguments: list[str], name: str = "flask") -> None:
    sys.argv = [name.split()[-1], *arguments]
    flask_group().main(arguments, prog_name=name)


def run_pytest(arguments: list[str]) -> None:
    import pytest

    from sandbox.bridge.checks import OPTIONS, settings

    sys.argv = ["pytest", *arguments]
    options = [option for option in OPTIONS if option != "-pno:cacheprovider"]  # --last-failed reads it
    with settings():
        sys.exit(int(pytest.main([*options, *arguments])))
