"""Finding the app: Flask's own rules, Flask's own words."""

from __future__ import annotations

import pytest

from tests.bridge.conftest import Playground

APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return __name__\n"
MAIN = "if __name__ == '__main__':\n    app.run({options})\n"


def test_flask_run_imports_the_module(playground: Playground) -> None:
    assert playground.start(APP + MAIN.format(options="")) is None
    assert playground.request("/")["body"] == b"app"


def test_python_app_py_runs_it_as_main(playground: Playground) -> None:
    assert playground.start(APP + MAIN.format(options=""), "python app.py") is None
    assert playground.request("/")["body"] == b"__main__"


def test_options_of_app_run_are_honored(playground: Playground) -> None:
    broken = APP.replace("return __name__", "return 1 / 0") + MAIN.format(options="debug=True")
    assert playground.start(broken, "python app.py") is None
    assert b"Werkzeug Debugger" in playground.request("/")["body"]


def test_a_script_that_starts_no_server_says_so(playground: Playground) -> None:
    problem = playground.start(APP, "python app.py")
    assert problem is not None
    assert problem["kind"] == "app" and "app.run()" in problem["message"]


def test_a_factory_is_found(playground: Playground) -> None:
    factory = (
        "from flask import Flask\ndef create_app():\n    app = Flask('x')\n"
        "    app.add_url_rule('/', view_func=lambda: 'made')\n    return app\n"
    )
    assert playground.start(factory) is None
    assert playground.request("/")["body"] == b"made"


def test_wsgi_py_comes_first(playground: Playground) -> None:
    assert playground.start("x = 1", **{"wsgi.py": APP}) is None
    assert playground.request("/")["body"] == b"wsgi"


@pytest.mark.parametrize(
    ("source", "kind", "message", "line"),
    [
        ("x = = 1", "syntax", "invalid syntax", 1),
        ("import flsk", "import", "No module named 'flsk'", 1),
        ("from flask import Flsk", "import", "cannot import name 'Flsk'", 1),
        ("x = 1", "app", "Failed to find Flask application", None),
        (
            "from flask import Flask\na = Flask('a')\nb = Flask('b')",
            "app",
            "Detected multiple Flask applications",
            None,
        ),
        ("\n\nx = 1 / 0", "exception", "division by zero", 3),
        ("raise SystemExit(1)", "exit", "1", 1),
    ],
)
def test_what_prevents_a_start_is_a_problem(
    playground: Playground, source: str, kind: str, message: str, line: int | None
) -> None:
    problem = playground.start(source)
    assert problem is not None
    assert problem["kind"] == kind
    assert message in problem["message"]
    assert problem["line"] == line
    assert problem["file"] == (None if line is None else "app.py")


def test_an_empty_project_is_a_problem(playground: Playground) -> None:
    problem = playground.bridge.start({"notes.txt": "x"}, "flask run")
    assert problem is not None and "'wsgi.py' or 'app.py'" in problem["message"]


def test_an_unknown_command_is_refused(playground: Playground) -> None:
    problem = playground.start(APP, "flask serve")
    assert problem is not None and "expected one of flask run" in problem["message"]
