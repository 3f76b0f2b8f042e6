"""Commands as a terminal runs them: output, exit status, the Python prompt, and the files that they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sandbox.bridge.console.terminal import Terminal
from tests.bridge.conftest import Playground, app

Plain = dict[str, Any]
APP = """
from pathlib import Path
import click
from flask import Blueprint, Flask, g

app = Flask(__name__)
admin = Blueprint("admin", __name__)

@app.get("/")
def home():
    return "hello"

@app.cli.command("greet")
@click.argument("name")
@click.option("--shout", is_flag=True)
def greet(name, shout):
    "Greets."
    click.echo(f"hello {name}".upper() if shout else f"hello {name}")

@app.cli.command("ask")
def ask():
    click.echo(click.prompt("Your name"))

@admin.cli.command("purge")
def purge():
    Path("purged.txt").write_text("done")

@app.shell_context_processor
def names():
    return {"answer": 42}

app.register_blueprint(admin)

if __name__ == "__main__":
    app.run(debug=True)
"""


class Shell:
    """A terminal, what the disk holds, and what was printed since the last command."""

    def __init__(self, root: Path) -> None:
        self.files: dict[str, str | bytes] = {"app.py": APP}
        self.printed = ""
        self.environment: dict[str, str] = {}
        self.terminal = Terminal(self._hear, str(root / "app"))

    def _hear(self, event: Plain) -> None:
        if event["type"] == "output":
            self.printed += event["text"]
        else:
            self.files.update(event["written"])
            for name in event["removed"]:
                del self.files[name]

    def run(self, *argv: str, folder: str = "") -> Plain:
        self.printed = ""
        return self.terminal.command(self.files, argv, folder, self.environment, ["Flask_Login-0.6.3-py3-none-any.whl"])

    def line(self, *lines: str) -> Plain:
        self.printed = ""
        for text in lines:
            answer = self.terminal.line(text)
        return answer


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    made = Shell(tmp_path)
    yield made
    made.terminal.close()


WAITS, ENDED = {"status": None, "prompt": ">>> "}, {"status": 0, "prompt": None}


def test_flask_s_own_commands_with_their_words_and_statuses(shell: Shell) -> None:
    assert shell.run("flask", "routes") == ENDED
    assert "home      GET      /" in shell.printed
    assert shell.run("flask", "routes", "--sort", "rule")["status"] == 0
    assert shell.run("flask", "--version")["status"] == 0
    assert "Flask 3." in shell.printed
    assert shell.run("flask", "--help")["status"] == 0
    assert "Usage: flask [OPTIONS] COMMAND" in shell.printed
    assert re.search(r"^  greet +Greets\.$", shell.printed, re.MULTILINE)
    assert shell.run("flask", "rotues") == {"status": 2, "prompt": None}
    assert "Error: No such command 'rotues'." in shell.printed
    assert shell.run("flask", "--app", "nowhere", "routes")["status"] == 2
    assert "Could not import 'nowhere'" in shell.printed
    assert shell.run("python", "-m", "flask", "--help")["status"] == 0
    assert "Usage: python -m flask" in shell.printed


def test_the_app_s_commands_and_those_of_packages(shell: Shell) -> None:
    shell.run("flask", "greet", "ann", "--shout")
    assert shell.printed == "HELLO ANN\n"
    assert shell.run("flask", "greet")["status"] == 2
    assert "Missing argument 'NAME'." in shell.printed
    shell.run("flask", "admin", "purge")
    assert shell.files["purged.txt"] == b"done"
    shell.run("flask", "--help")
    assert "Flask-Limiter maintenance" in shell.printed


@pytest.mark.filterwarnings("ignore:'get_engine' is deprecated:DeprecationWarning")  # in Flask-Migrate's templates
def test_a_migration_is_made_and_applied_over_several_commands(shell: Shell) -> None:
    shell.files["app.py"] = dedent("""
        from flask import Flask
        from flask_migrate import Migrate
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
        db = SQLAlchemy(app)
        Migrate(app, db)
        class Note(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            text = db.Column(db.String)
    """)
    for arguments in (["init"], ["migrate", "-m", "first"], ["upgrade"]):
        assert shell.run("flask", "db", *arguments)["status"] == 0, shell.printed
    assert "instance/notes.db" in shell.files
    assert any(name.startswith("migrations/versions/") for name in shell.files)
    assert shell.run("flask", "shell") == WAITS
    shell.line("from app import Note, db", "db.session.add(Note(text='kept'))", "db.session.commit()")
    shell.line("[note.text for note in db.session.scalars(db.select(Note))]")
    assert shell.printed == "['kept']\n"


def test_questions_are_answered_where_python_can_wait(tmp_path: Path) -> None:
    answers = iter(["=Ada", "=maybe", "=y", "=secret", "=one", "=two", "^D", "^C", "^D"])
    asked: list[tuple[str, bool]] = []
    printed: list[str] = []

    def wait(secret: bool) -> str:
        asked.append(("".join(printed).rpartition("\n")[2], secret))
        printed.append("\n")  # as the page does, when it shows the answer
        return next(answers)

    terminal = Terminal(lambda event: printed.append(event.get("text", "")), str(tmp_path / "app"), wait)
    source = """
        import getpass, sys, click
        name = input("Name: ")
        sure = click.confirm("Sure?")
        word = click.prompt("Word", hide_input=True)
        print(name, sure, word, sys.stdin.readlines())
        try:
            getpass.getpass()
        except KeyboardInterrupt:
            print("interrupted")
        input("Last: ")
    """
    answer = terminal.command({"ask.py": dedent(source)}, ["python", "ask.py"], "", {}, [])
    assert answer == {"status": 1, "prompt": None}
    assert asked[:4] == [("Name: ", False), ("Sure? [y/N]: ", False), ("Sure? [y/N]: ", False), ("Word: ", True)]
    assert asked[-2:] == [("Password: ", True), ("Last: ", False)]
    output = "".join(printed)
    assert r"Ada True secret ['one\n', 'two\n']" in output
    assert "interrupted" in output
    assert "EOFError" in output
    assert "cannot wait" not in output
    terminal.close()


def test_a_question_meets_the_end_of_the_input_and_says_why(shell: Shell) -> None:
    assert shell.run("flask", "ask") == {"status": 1, "prompt": None}
    assert "Aborted!" in shell.printed
    assert "cannot wait for an answer" in shell.printed
    assert shell.run("python", "-c", "input('name? ')")["status"] == 1
    assert "EOFError" in shell.printed
    assert "cannot wait for an answer" in shell.printed
    shell.run("python", "-c", "print(1)")
    assert shell.printed == "1\n"


def test_flask_shell_is_a_prompt_in_the_app_s_context(shell: Shell) -> None:
    assert shell.run("flask", "shell") == WAITS
    assert "App: app" in shell.printed
    shell.line("answer + 1", "_ + 1")
    assert shell.printed == "43\n44\n"
    shell.line("from flask import current_app, g", "g.kept = current_app.name", "g.kept")
    assert shell.printed == "'app'\n"
    assert shell.terminal.suggest({}, [], "current_a", "", {}) == ["current_app("]
    assert shell.terminal.suggest({}, [], "app.logg", "", {}) == ["app.logger"]
    assert shell.terminal.line(None) == ENDED
    assert "now exiting" in shell.printed
    with pytest.raises(RuntimeError):
        shell.terminal.line("1")


def test_blocks_errors_and_the_end_of_a_python_prompt(shell: Shell) -> None:
    assert shell.run("python") == WAITS
    assert "Python 3." in shell.printed
    assert shell.line("for n in range(2):") == {"status": None, "prompt": "... "}
    assert shell.line("    print(n)", "") == WAITS
    assert shell.printed == "0\n1\n"
    assert shell.line("1 / 0") == WAITS
    assert shell.printed.startswith('Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>')
    assert shell.printed.endswith("ZeroDivisionError: division by zero\n")
    assert "sandbox" not in shell.printed
    shell.line("def f(:")
    assert "SyntaxError" in shell.printed
    assert shell.line("if 1:") == {"status": None, "prompt": "... "}
    assert shell.terminal.drop() == WAITS
    assert "KeyboardInterrupt" in shell.printed
    assert shell.line("input()") == WAITS
    assert "cannot wait for an answer" in shell.printed
    assert shell.line("exit(3)") == {"status": 3, "prompt": None}


def test_python_runs_files_text_and_modules(shell: Shell) -> None:
    shell.files |= {"tools/say.py": "import sys\nprint(__name__, sys.argv)\nkept = 1\n", "bad.py": "\n1 / 0\n"}
    shell.run("python", "tools/say.py", "a", "-b")
    assert shell.printed == "__main__ ['tools/say.py', 'a', '-b']\n"
    shell.run("python", "say.py", folder="tools")
    assert shell.printed == "__main__ ['say.py']\n"
    assert shell.run("python", "-i", "tools/say.py") == WAITS
    shell.line("kept")
    assert shell.printed == "1\n"
    assert shell.run("python", "bad.py")["status"] == 1
    assert f'File "{Path.cwd()}/bad.py", line 2' in shell.printed
    assert "runpy" not in shell.printed
    shell.run("python", "-c", "import sys; print(sys.argv); sys.exit('gone')", "x")
    assert shell.printed == "['-c', 'x']\ngone\n"
    shell.run("python", "-m", "json.tool", "--help")
    assert "usage:" in shell.printed
    for argv in (["nothing.py"], ["-Z"], ["-c"]):
        assert shell.run("python", *argv)["status"] == 2
        assert shell.printed.startswith("python: ")
    assert shell.run("python", "-m", "nothing")["status"] == 1
    assert "No module named nothing" in shell.printed
    assert shell.run("python", "--version") == ENDED


def test_a_program_that_serves_says_who_does(shell: Shell) -> None:
    shell.files["other.py"] = "from app import app\ntry:\n    app.run()\nexcept Exception:\n    pass\n"
    for argv in (["python", "app.py"], ["python", "other.py"], ["flask", "run", "--port", "80"]):
        assert shell.run(*argv)["status"] == 1
        assert "Run" in shell.printed
        assert "Traceback" not in shell.printed


def test_pytest_reports_as_in_a_terminal(shell: Shell) -> None:
    shell.files["test_app.py"] = dedent("""
        from app import app
        def test_home():
            assert app.test_client().get("/").text == "hello"
        def test_wrong():
            assert 1 == 2
    """)
    assert shell.run("pytest", "-q")["status"] == 1
    assert "1 failed, 1 passed" in shell.printed
    assert shell.run("python", "-m", "pytest", "-k", "home", "-v")["status"] == 0
    assert "test_app.py::test_home PASSED" in shell.printed
    shell.run("pytest", "--last-failed", "-v")
    assert "test_wrong FAILED" in shell.printed
    assert "test_home" not in shell.printed
    assert shell.run("pytest", "--nonsense")["status"] == 4
    assert "unrecognized arguments: --nonsense" in shell.printed


def test_pip_lists_what_is_there_and_installs_nothing(shell: Shell) -> None:
    assert shell.run("pip", "list") == ENDED
    assert "\nFlask " in shell.printed
    assert "Flask-Login" in shell.printed
    assert shell.run("pip", "install", "flask-login") == ENDED
    assert "already satisfied" in shell.printed
    assert shell.run("python", "-m", "pip", "install", "no-such-thing==2", "flask")["status"] == 1
    assert "There is no no-such-thing==2 here" in shell.printed
    assert shell.run("pip", "freeze")["status"] == 1


def test_each_command_finds_the_project_as_it_is_now(shell: Shell) -> None:
    shell.environment = {"FLASK_APP": "other"}
    shell.files["other.py"] = "from flask import Flask\nfirst = Flask('first')\n"
    shell.run("flask", "shell")
    assert "App: first" in shell.printed
    shell.line("exit()")
    shell.files["other.py"] = "from flask import Flask\nfirst = Flask('later')\n"
    del shell.files["app.py"]
    shell.run("flask", "shell")
    assert "App: later" in shell.printed
    shell.line("import os", "os.listdir()")
    assert "app.py" not in shell.printed
    shell.terminal.write({"new.txt": b"from the app"}, ["other.py"])
    shell.line("import pathlib", "pathlib.Path('new.txt').read_text(), 'other.py' in os.listdir()")
    assert shell.printed == "('from the app', False)\n"
    assert "new.txt" not in shell.files, "what came from outside is not reported back"


def test_completion_knows_commands_and_options(shell: Shell) -> None:
    def suggest(*words: str, begun: str = "") -> list[str]:
        return shell.terminal.suggest(shell.files, words, begun, "", {})

    assert {"greet", "ask", "routes", "shell", "run", "limiter"} <= set(suggest("flask"))
    assert suggest("flask", begun="ro") == ["routes"]
    assert suggest("flask", "routes", begun="--s") == ["--sort"]
    assert suggest("flask", "routes", "--sort", begun="me") == ["methods"]
    assert suggest("python", "-m", "flask", begun="gre") == ["greet"]
    assert suggest("ls") == []
    shell.files["app.py"] = "import sys\nprint('seen')\nsys.exit(1)"
    shell.printed = ""
    assert suggest("flask", "gr") == []
    assert shell.printed == ""


def test_the_running_app_finds_what_a_command_wrote(playground: Playground) -> None:
    playground.start(app("from pathlib import Path; Path('own').write_text('x'); return Path('new').read_text()"))
    playground.bridge.write({"new": b"from a command"}, [])
    assert playground.text("/") == "from a command"
    playground.bridge.write({"new": b"and again"}, ["own", "never there"])
    assert playground.text("/") == "and again"
    assert [(list(event["written"]), event["removed"]) for event in playground.of("files")] == [(["own"], [])] * 2
