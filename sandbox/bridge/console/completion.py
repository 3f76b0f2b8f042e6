"""What the word under the cursor can become, by the programs' own accounts: Click's shell completion for `flask`."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout

from click.shell_completion import ShellComplete

from sandbox.bridge.console.programs import flask_group


def suggested(words: list[str], begun: str) -> list[str]:
    """What can stand for `begun` after `words`, sorted as Click does; nothing for programs that cannot tell."""
    if words[:3] in (["python", "-m", "flask"], ["python3", "-m", "flask"]):
        words = words[2:]
    if words[:1] != ["flask"]:
        return []
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        completer = ShellComplete(flask_group(), {}, "flask", "_FLASK_COMPLETE")
        items = completer.get_completions(words[1:], begun)
    return [item.value for item in items if item.type == "plain"]
