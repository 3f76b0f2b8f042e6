"""The console's surface: commands and the lines of a Python prompt, over plain data (`web/protocol.ts`).

One interpreter serves many commands, each of which finds the project as a new process would: with none of its modules
loaded, and streams and environment of its own. What packages keep in their modules stays from command to command.
"""

from __future__ import annotations

import code
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from werkzeug import serving

from sandbox.bridge import outbox
from sandbox.bridge.advice import advise
from sandbox.bridge.console.completion import suggested
from sandbox.bridge.console.programs import programs
from sandbox.bridge.console.prompt import Prompt, Prompting, interact
from sandbox.bridge.console.questions import HINT, Answers, Wait
from sandbox.bridge.inspector.mails import sent_mail
from sandbox.bridge.loading import replaced
from sandbox.bridge.output import Output
from sandbox.bridge.problems import traceback_text
from sandbox.bridge.process import Process
from sandbox.bridge.workspace import Workspace

Plain = dict[str, Any]
Files = Mapping[str, str | bytes]
#: Status of a process that Ctrl+C ended.
INTERRUPTED = 130


class Serves(BaseException):
    """A program asks for a server, which only the running app has."""


class Terminal:
    """`emit` receives output and changed files; `root` is where the project's folder is made.

    `wait` brings what the reader answers a program; without it every question meets the end of the input.
    """

    def __init__(
        self, emit: Callable[[Plain], None], root: str = "/home/learner/app", wait: Wait | None = None
    ) -> None:
        self._wait = wait
        self._emit = emit
        self._workspace = Workspace(Path(root).resolve())
        self._output = Output(emit)
        self._process: Process | None = None
        self._prompt: Prompt | None = None
        self._input = Answers()

    def command(
        self, files: Files, argv: Sequence[str], folder: str, environment: Mapping[str, str], offers: Sequence[str]
    ) -> Plain:
        """Runs a command in the project's `folder`; returns its exit status, or the prompt at which it waits."""
        name, *arguments = argv
        return self._attend(lambda: self._run(files, folder, environment, lambda: programs(offers)[name](arguments)))

    def line(self, text: str | None) -> Plain:
        """Hands the Python prompt a line, None for the end of the input (Ctrl+D)."""
        prompt = self._waiting()
        if text is None:
            return self._attend(lambda: _exit(prompt))
        return self._attend(lambda: prompt.line(text))

    def drop(self) -> Plain:
        """Ctrl+C at the Python prompt."""
        return self._attend(self._waiting().drop)

    def suggest(
        self, files: Files, words: Sequence[str], begun: str, folder: str, environment: Mapping[str, str]
    ) -> list[str]:
        """What `begun` can become after `words`; at the Python prompt there are no words before it."""
        if self._prompt:
            return self._prompt.names(begun)
        with self._output:
            try:
                self._enter(files, folder, environment)
                return suggested([*words], begun)
            except BaseException:  # Whatever the project does when it is loaded, nobody asked to see it now.
                return []

    def write(self, written: Files, removed: Sequence[str]) -> None:
        """The app has changed these files."""
        self._workspace.put(written, removed)

    def close(self) -> None:
        """Leaves the process as it was before the first command."""
        if self._prompt:
            self._prompt.close()
        if self._process:
            self._process.restore()
        self._prompt = self._process = None

    def _run(self, files: Files, folder: str, environment: Mapping[str, str], program: Callable[[], None]) -> None:
        self._enter(files, folder, environment)
        with (
            replaced(code, "interact", interact),
            replaced(serving, "make_server", _serve),
            replaced(serving, "run_simple", _serve),
            replaced(getpass, "getpass", self._input.getpass),
            replaced(outbox, "listeners", [_mailed]),
        ):
            program()

    def _enter(self, files: Files, folder: str, environment: Mapping[str, str]) -> None:
        self._process = self._process or Process(self._workspace.root)
        self._process.restore()
        self._workspace.update(files)
        self._process.enter()
        os.environ.update(environment)
        if folder:
            os.chdir(folder)
            sys.path.insert(0, str(Path.cwd()))
        self._input = Answers(self._wait, self._output.settle)
        sys.stdin = self._input

    def _waiting(self) -> Prompt:
        if not self._prompt:
            raise RuntimeError("A line came, and no program waits for one.")
        return self._prompt

    def _attend(self, act: Callable[[], str | None]) -> Plain:
        """Acts, with all that a program can do to end; reports what it printed and wrote."""
        with self._output:
            status, shown = self._outcome(act)
            if self._input.refused:
                sys.stderr.write(HINT)
                self._input.refused = False
            if shown is None and self._prompt:
                self._prompt.close()
                self._prompt = None
        written, removed = self._workspace.changes()
        if written or removed:
            self._emit({"type": "files", "written": written, "removed": removed})
        return {"status": None if shown else status, "prompt": shown}

    def _outcome(self, act: Callable[[], str | None]) -> tuple[int, str | None]:
        """Exit status, and what to show before the next line where there is one."""
        try:
            return 0, act()
        except Prompting as asked:
            self._prompt = Prompt(asked)
            return 0, ">>> "
        except SystemExit as end:
            return _status(end), None
        except Serves:
            print(
                "[A server would start here. Only Run starts one: press it, or type flask run, flask run --debug or "
                "python app.py alone, without variables and other options.]",
                file=sys.stderr,
            )
            return 1, None
        except BaseException as error:
            sys.stderr.write(traceback_text(error))
            if isinstance(error, ImportError) and (advice := advise(error, str(error), self._workspace.root)):
                print(f"[{advice}]", file=sys.stderr)
            return INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1, None


def _mailed(_sender: str, recipients: list[str], message: bytes) -> None:
    fields = dict(sent_mail("", recipients, message)["fields"])
    print(
        f"[A mail to {', '.join(recipients)}: {fields.get('Subject', 'no subject')}. It stays in this page.]",
        file=sys.stderr,
    )


def _serve(*_: object, **__: object) -> NoReturn:
    raise Serves


def _exit(prompt: Prompt) -> NoReturn:
    prompt.end()
    raise SystemExit


def _status(end: SystemExit) -> int:
    """As the interpreter takes it at its end."""
    if end.code is None or isinstance(end.code, int):
        return int(end.code or 0)
    print(end.code, file=sys.stderr)
    return 1
