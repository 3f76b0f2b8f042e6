"""What goes wrong in a view: a 500, the traceback in the log, and a Problem that points at the learner's line."""

from __future__ import annotations

import pytest

from tests.bridge.conftest import Playground, app


def test_a_view_that_raises(playground: Playground) -> None:
    playground.start(app("number = 0\nreturn 1 / number"))
    assert playground.request("/")["status"] == 500
    [problem] = playground.problems
    assert (problem["kind"], problem["type"]) == ("exception", "ZeroDivisionError")
    assert (problem["file"], problem["line"], problem["column"]) == ("app.py", 6, None)
    own = [frame for frame in problem["frames"] if frame["own"]]
    place = {"file": "app.py", "line": 6, "function": "home", "source": "return 1 / number", "own": True}
    assert own == [{**place, "locals": [["number", "0"]]}]
    assert problem["frames"][0]["function"] == "wsgi_app" and not problem["frames"][0]["own"]
    assert problem["traceback"].startswith("Traceback (most recent call last):\n")
    assert "sandbox" not in problem["traceback"]
    assert 'app.py", line 6, in home' in playground.printed


def test_the_problem_has_the_number_of_its_request_and_comes_before_the_response(playground: Playground) -> None:
    playground.start(app("return 1 / 0 if 'bad' in request.args else 'good'"))
    playground.request("/")
    playground.request("/?bad")
    told = [(event["type"], event["id"]) for event in playground.events if event["type"] in ("problem", "response")]
    assert told == [("response", 1), ("problem", 2), ("response", 2)]


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("raise SystemExit(3)", "exit", "returns a response instead"),
        ("raise KeyboardInterrupt", "exit", ""),
        ("return bytearray(10**18)", "memory", "grows without end"),
        ("return None", "exception", "on every path"),
        ("return home()", "exception", "calls itself"),
        ("return render_template('no.html')", "exception", "this project has none"),
        ("return render_template_string('{{ user.name }}')", "exception", "Hand the value to the template"),
        ("import qqqq", "import", "Check the spelling"),
        ("import flask.formz", "import", "flask has no module of that name"),
        ("import sqlite", "import", "Did you mean sqlite3?"),
        ("from flask import Flaask", "import", "letter by letter"),
        ("raise ModuleNotFoundError('x', name='tkinter.ttk')", "import", "comes without it"),
        ("raise ModuleNotFoundError('x', name='_multiprocessing')", "import", "multiprocessing belongs to Python"),
        ("raise ModuleNotFoundError('x', name='numpy')", "import", "compiled for other machines"),
        ("raise ModuleNotFoundError('x', name='dns.resolver')", "import", "check_deliverability=False"),
        ("import zoneinfo; zoneinfo.ZoneInfo('Europe/Brlin')", "exception", "import tzdata"),
        ('raise RuntimeError("can\'t start new thread")', "exception", "no threads in the browser"),
        ("raise ConnectionRefusedError", "exception", "no network"),
        ("raise ExceptionGroup('several', [ValueError()])", "exception", ""),
    ],
)
def test_common_faults_come_with_advice(playground: Playground, body: str, kind: str, said: str) -> None:
    playground.start(app(body))
    assert playground.request("/")["status"] == 500
    [problem] = playground.problems
    assert problem["kind"] == kind
    assert said in problem["advice"] and bool(said) == bool(problem["advice"])
    assert (problem["file"], problem["line"]) == ("app.py", 4 if body == "return None" else 5)
    assert playground.request("/")["status"] == 500  # the server goes on


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("flask_logn", 'The browser has no package "flask_logn". Offered are {}; did you mean flask_login?'),
        ("sqlite", "Did you mean sqlite3?"),
        ("qqqq", 'The browser has no package "qqqq". Offered are {}.'),
        ("httpx", 'The browser has no package "httpx". The app has no network in the browser. Offered are {}.'),
        (
            "flask_jwt",
            'The browser has no package "flask_jwt". Tokens are made with PyJWT: import jwt. Offered are {}.',
        ),
        (
            "flask_login",
            "Write at the top of the file: import flask_login. The page looks there for what it has to fetch.",
        ),
    ],
)
def test_a_package_that_is_not_there(
    playground: Playground, monkeypatch: pytest.MonkeyPatch, name: str, advice: str
) -> None:
    monkeypatch.setattr("sandbox.bridge.advice.OFFERED", ("flask_login", "flask_wtf", "jwt"))
    problem = playground.start(f"raise ModuleNotFoundError('x', name={name!r})")
    assert problem is not None
    assert problem["advice"] == advice.format("flask_login, flask_wtf, jwt")


def test_two_views_of_one_name(playground: Playground) -> None:
    problem = playground.start(app("return 'x'") + "@app.get('/b')\ndef home():\n    return 'y'\n")
    assert problem is not None
    assert problem["type"] == "AssertionError" and "rename one" in problem["advice"]


def test_a_template_whose_name_is_misspelt(playground: Playground) -> None:
    playground.start(app("return render_template('hme.html')"), files={"templates/home.html": "x"})
    playground.request("/")
    assert playground.problems[0]["advice"] == "Did you mean 'home.html'?"


@pytest.mark.parametrize(
    ("template", "kind", "line"),
    [("<p>\n{% if %}", "TemplateSyntaxError", 2), ("\n\n{{ 1 / 0 }}", "ZeroDivisionError", 3)],
)
def test_a_template_s_fault_leads_to_the_template(playground: Playground, template: str, kind: str, line: int) -> None:
    playground.start(app("return render_template('a/page.html')"), files={"templates/a/page.html": template})
    playground.request("/")
    [problem] = playground.problems
    assert (problem["type"], problem["file"], problem["line"]) == (kind, "templates/a/page.html", line)
    assert problem["message"] == (
        "division by zero" if line == 3 else "Expected an expression, got 'end of statement block'"
    )


def test_a_method_view_that_returns_nothing(playground: Playground) -> None:
    playground.start(
        """
        from flask import Flask
        from flask.views import MethodView
        app = Flask(__name__)
        class Home(MethodView):
            def get(self):
                pass
        app.add_url_rule("/", view_func=Home.as_view("home"))
        """
    )
    playground.request("/")
    assert (playground.problems[0]["file"], playground.problems[0]["line"]) == ("app.py", 6)


def test_endless_recursion_does_not_flood(playground: Playground) -> None:
    playground.start(app("return home()"))
    playground.request("/")
    assert len(playground.problems[0]["frames"]) == 100
    assert "Previous line repeated" in playground.problems[0]["traceback"]


def test_an_exception_that_the_app_handles_is_no_problem(playground: Playground) -> None:
    source = app("return 1 / 0") + "@app.errorhandler(ZeroDivisionError)\ndef handle(error):\n    return 'handled'\n"
    playground.start(source)
    assert playground.text("/") == "handled"
    assert playground.problems == []


@pytest.mark.parametrize("propagate", [True, False])
def test_an_exception_is_told_once(playground: Playground, propagate: bool) -> None:
    playground.start(app("return 1 / 0") + f"app.config['PROPAGATE_EXCEPTIONS'] = {propagate}\n")
    assert playground.request("/")["status"] == 500
    assert len(playground.problems) == 1
    assert ("Error on request:" in playground.printed) == propagate


def test_a_fault_after_the_head_breaks_the_body_off(playground: Playground) -> None:
    playground.start(app('return ("x" if n < 2 else 1 / 0 for n in (1, 2))'))
    response = playground.request("/")
    assert (response["status"], response["body"]) == (200, b"x")
    assert "Error on request:\nTraceback" in playground.printed and "sandbox" not in playground.printed
    assert [problem["line"] for problem in playground.problems] == [5]


def test_chunks_come_as_they_are_made_and_close_is_called(playground: Playground) -> None:
    playground.start(
        """
        from flask import Flask
        app = Flask(__name__)
        class Body(list):
            def close(self):
                print("closed")
        @app.get("/")
        def home():
            response = app.response_class()
            response.response = Body([b"a", b"", b"b"])
            response.direct_passthrough = True
            return response
        """
    )
    assert playground.request("/")["chunks"] == [b"a", b"b"]
    assert "closed\n" in playground.printed


def test_a_header_that_http_cannot_carry_is_a_500(playground: Playground) -> None:
    playground.start(app("return 'x', {'X-Price': '5 €'}"))
    assert playground.request("/")["status"] == 500
    assert playground.problems[0]["type"] == "UnicodeEncodeError"


def test_an_exception_that_cannot_be_shown(playground: Playground) -> None:
    source = "class Odd(Exception):\n    def __str__(self):\n        return 1 / 0\n" + app("raise Odd")
    playground.start(source)
    assert playground.request("/")["status"] == 500
    assert playground.problems[0]["type"] == "Odd"
