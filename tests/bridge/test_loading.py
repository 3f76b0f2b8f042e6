"""Finding the app: Flask's own rules, Flask's own words."""

from __future__ import annotations

import pytest

from tests.bridge.conftest import Playground

APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return __name__\n"
MAIN = "if __name__ == '__main__':\n    app.run({options})\n"
FACTORY = """
from flask import Flask
def create_app({parameters}):
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "made")
    return app
"""


def test_flask_run_imports_the_module(playground: Playground) -> None:
    assert playground.start(APP + MAIN.format(options="")) is None
    assert playground.text("/") == "app"


def test_flask_run_ignores_app_run(playground: Playground) -> None:
    assert playground.start(APP + "app.run()") is None
    assert "Ignoring a call to 'app.run()'" in playground.printed
    assert playground.text("/") == "app"


def test_the_banner_is_that_of_flask_and_werkzeug(playground: Playground) -> None:
    playground.start(APP)
    assert playground.printed.splitlines() == [
        " * Debug mode: off",
        "WARNING: This is a development server. Do not use it in a production deployment."
        " Use a production WSGI server instead.",
        " * Running on http://localhost:5000",
        "Press CTRL+C to quit",
    ]


def test_python_app_py_runs_it_as_main(playground: Playground) -> None:
    printing = 'print("never")\nimport __main__\nassert __main__.app is app\n'
    assert playground.start(APP + MAIN.format(options="") + printing, "python app.py") is None
    assert playground.text("/") == "__main__"
    assert " * Serving Flask app 'app'" in playground.printed
    assert "never" not in playground.printed


def test_main_stays_while_the_app_serves(playground: Playground) -> None:
    source = APP.replace("return __name__", "import __main__; return str(__main__.app is app)")
    assert playground.start(source + MAIN.format(options=""), "python app.py") is None
    assert playground.text("/") == "True"


def test_the_script_is_compiled_as_it_stands(playground: Playground) -> None:
    source = APP.replace("return __name__", "return str(f.__annotations__)") + "def f(x: 1 + 1): pass\n"
    assert playground.start(source + MAIN.format(options=""), "python app.py") is None
    assert playground.text("/") == "{'x': 2}"


def test_options_of_app_run_are_honoured(playground: Playground) -> None:
    source = APP.replace("__name__\n", "str(app.debug)\n") + MAIN.format(options="debug=True, port=8080")
    assert playground.start(source, "python app.py") is None
    assert playground.text("/") == "True"
    assert " * Debug mode: on" in playground.printed
    assert "port 8080 is used elsewhere" in playground.printed


@pytest.mark.parametrize(("options", "said"), [("", False), ("ssl_context=('a.crt', 'a.key')", True)])
def test_a_certificate_that_is_not_used_is_named(playground: Playground, options: str, said: bool) -> None:
    assert playground.start(APP + MAIN.format(options=options), "python app.py") is None
    assert ("always http://localhost:5000; the certificate is used elsewhere" in playground.printed) is said


def test_run_simple_serves_any_wsgi_app(playground: Playground) -> None:
    source = """
    from werkzeug.serving import run_simple
    def hello(environ, start_response):
        start_response("200 OK", [])
        return [b"plain WSGI"]
    run_simple("localhost", 5000, hello, use_reloader=True, threaded=True)
    """
    assert playground.start(source, "python app.py") is None
    assert playground.text("/") == "plain WSGI"


def test_a_script_that_catches_everything_serves_all_the_same(playground: Playground) -> None:
    assert playground.start(APP + "try:\n    app.run()\nexcept BaseException:\n    pass\n", "python app.py") is None
    assert playground.text("/") == "__main__"


@pytest.mark.parametrize(("files", "words"), [({}, "nothing called app.run()"), ({"app.py": None}, "no such file")])
def test_a_script_that_starts_no_server_says_so(playground: Playground, files: dict[str, None], words: str) -> None:
    problem = playground.bridge.start({"notes.txt": ""} if files else {"app.py": APP}, "python app.py")
    assert problem is not None
    assert problem["kind"] == "app" and words in problem["message"] and problem["advice"]


def test_a_factory_is_found(playground: Playground) -> None:
    assert playground.start(FACTORY.format(parameters="config=None")) is None
    assert playground.text("/") == "made"


def test_a_factory_that_needs_arguments_is_a_problem(playground: Playground) -> None:
    problem = playground.start(FACTORY.format(parameters="config"))
    assert problem is not None
    assert "could not call it without arguments" in problem["message"] and "default value" in problem["advice"]


def test_a_fault_inside_a_factory_is_the_projects(playground: Playground) -> None:
    problem = playground.start("def create_app():\n    return None + 1\n")
    assert problem is not None
    assert (problem["kind"], problem["type"], problem["line"]) == ("exception", "TypeError", 2)


def test_wsgi_py_comes_first(playground: Playground) -> None:
    assert playground.start("x = 1", files={"wsgi.py": APP}) is None
    assert playground.text("/") == "wsgi"


def test_a_project_of_several_files_and_a_package(playground: Playground) -> None:
    files = {"shop/__init__.py": "from shop.views import app", "shop/views.py": APP, "helpers.py": "name = 'helped'"}
    assert playground.start("from shop import app\nimport helpers", files=files) is None
    assert playground.text("/") == "shop.views"


def test_the_environment_is_that_of_the_command(playground: Playground) -> None:
    source = APP.replace("return __name__", "import os, sys; return [os.getcwd(), sys.path[0], *sys.argv]")
    playground.start(source)
    assert playground.request("/")["body"].decode().count(str(playground.root)) == 2
    assert '"flask"' in playground.text("/") and '"run"' in playground.text("/")


@pytest.mark.parametrize(
    ("source", "kind", "message", "line"),
    [
        ("x = = 1", "syntax", "invalid syntax", 1),
        ("if True:\nx = 1", "syntax", "expected an indented block", 2),
        ("import flsk", "import", "No module named 'flsk'", 1),
        ("from flask import Flsk", "import", "cannot import name 'Flsk'", 1),
        ("x = 1", "app", "Failed to find Flask application", None),
        ("from flask import Flask\na = Flask('a')\nb = Flask('b')", "app", "Detected multiple Flask", None),
        ("\n\nx = 1 / 0", "exception", "division by zero", 3),
        ("raise SystemExit(1)", "exit", "1", 1),
        ("raise MemoryError", "memory", "", 1),
        ("raise KeyboardInterrupt", "exit", "", 1),
        ("name = input('name? ')", "exception", "EOF when reading a line", 1),
    ],
)
@pytest.mark.parametrize("run", ["flask run", "flask run --debug"])
def test_what_prevents_a_start_is_a_problem(
    playground: Playground, run: str, source: str, kind: str, message: str, line: int | None
) -> None:
    problem = playground.start(source, run)
    assert problem is not None
    assert problem["kind"] == kind
    assert message in problem["message"]
    assert problem["line"] == line
    assert problem["file"] == (None if line is None else "app.py")
    assert "sandbox" not in problem["traceback"] and "click" not in problem["traceback"]


def test_a_syntax_error_of_another_file_is_found_there(playground: Playground) -> None:
    problem = playground.start("\nimport helpers", files={"helpers.py": "def f():\n    return (1,\n"})
    assert problem is not None
    assert (problem["kind"], problem["file"], problem["line"], problem["column"]) == ("syntax", "helpers.py", 2, 12)
    assert [(frame["file"], frame["line"]) for frame in problem["frames"]] == [("app.py", 2)]


def test_the_log_shows_what_the_command_would_print(playground: Playground) -> None:
    playground.start("import nope")
    assert "Usage: flask run [OPTIONS]" in playground.printed
    assert "Error: While importing 'app', an ImportError was raised:" in playground.printed
    playground.events.clear()
    playground.start("\n1 / 0")
    assert playground.printed.startswith("Traceback (most recent call last):\n")
    assert playground.printed.endswith("ZeroDivisionError: division by zero\n")


def test_the_words_of_an_exit_are_printed(playground: Playground) -> None:
    playground.start("import sys; sys.exit('no configuration')")
    assert playground.printed == "no configuration\n"


def test_an_empty_project_is_a_problem(playground: Playground) -> None:
    problem = playground.bridge.start({"notes.txt": "x"}, "flask run")
    assert problem is not None and "'wsgi.py' or 'app.py'" in problem["message"]


def test_an_unknown_command_is_refused(playground: Playground) -> None:
    problem = playground.start(APP, "flask serve")
    assert problem is not None and "expected one of: flask run, flask run --debug" in problem["message"]


def test_a_request_without_an_app_is_refused(playground: Playground) -> None:
    with pytest.raises(RuntimeError, match="before start"):
        playground.request("/")
