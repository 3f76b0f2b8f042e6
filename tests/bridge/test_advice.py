"""What beginners are told: each mistake is made by a small real app, and a request to it runs into the mistake."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from tests.bridge.conftest import Playground, app

HEAD = "from flask import *\napp = Flask(__name__)\n"
FORM = [["Content-Type", "application/x-www-form-urlencoded"]]
#: What a view does, and what the advice says.
VIEWS = [
    ("return 5", "str(value) makes a text of it"),
    ("return {1, 2}", "str(value) makes a text of it"),
    ("return home", "returns a function itself: write ()"),
    ("return 'x'.upper", "Return text, a dict"),
    ("return {'x': object()}", "Build a dict or list of plain values"),
    ("return session.get('x') or str(session.update(a=1))", "app.secret_key ="),
    ("flash('x'); return ''", "app.secret_key ="),
    ("return url_for('hoem')", "Did you mean 'home'? url_for takes the name of a view function. There are: 'home'"),
    ("return url_for('shop.item')", "No blueprint is named 'shop'."),
    ("return url_for('static')", "url_for('static', filename=…)"),
    ("return render_template_string('{{ url_for(\"hom\") }}')", "Did you mean 'home'?"),
    ("app.get('/late')(lambda: ''); return ''", "before it gets its first request"),
    ("return home['x']", "used without calling it: write ()"),
    ("return home.text", "used without calling it: write ()"),
    ("return len[0]", "used without calling it: write ()"),
    ("return None.title", "test it before you use it"),
    ("import sqlite3; sqlite3.connect(':memory:').execute('select * from x')", "Create the tables"),
    ("import sqlite3; sqlite3.connect(':memory:').execute('select ?', ('ab'))", "a tuple of one needs a comma"),
    ("del home.__globals__['jsonify']; return jsonify(a=1)", "from flask import jsonify"),
]


@pytest.mark.parametrize(("body", "said"), VIEWS, ids=[body for body, _ in VIEWS])
def test_a_mistake_in_a_view(playground: Playground, body: str, said: str) -> None:
    assert playground.start(app(body)) is None
    assert playground.request("/")["status"] == 500
    [problem] = playground.problems
    assert said in problem["advice"]
    assert problem["file"] == "app.py"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("url_for('home')", "with app.app_context():"),
        ("request.args", "Use it inside a view"),
        ("import sqlite3\nsqlite3.connect(':memory:').execute('select * from x')", "Create the tables"),
    ],
)
def test_a_mistake_while_the_app_is_made(playground: Playground, source: str, said: str) -> None:
    problem = playground.start(HEAD + source)
    assert problem is not None and said in problem["advice"]


def test_two_files_that_import_each_other(playground: Playground) -> None:
    problem = playground.start("from models import b\na = 1", files={"models.py": "from app import a\nb = 1"})
    assert problem is not None and "import each other" in problem["advice"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("@app.get('/')\ndef home(name): return name", "add it to the rule as <name>"),
        ("@app.get('/<name>')\ndef home(): return ''", "give the function a parameter of that name"),
    ],
)
def test_rule_and_parameters_that_differ(playground: Playground, view: str, said: str) -> None:
    playground.start(HEAD + view)
    playground.request("/" if "(name)" in view else "/x")
    [problem] = playground.problems
    assert said in problem["advice"]
    assert (problem["file"], problem["line"]) == ("app.py", 4)


BLUEPRINT = """
shop = Blueprint("shop", __name__, url_prefix="/shop")
@shop.get("/<int:number>")
def item(number): return str(number)
@app.get("/")
def home(): return url_for({!r}, number=1)
"""


@pytest.mark.parametrize(
    ("registered", "endpoint", "said"),
    [
        (False, "shop.item", "does not know the blueprint 'shop' yet: app.register_blueprint(…)"),
        (True, "item", "whose name comes first: url_for('shop.item')"),
        (True, "shop.items", "Did you mean 'shop.item'?"),
    ],
)
def test_url_for_and_blueprints(playground: Playground, registered: bool, endpoint: str, said: str) -> None:
    playground.start(HEAD + BLUEPRINT.format(endpoint) + ("app.register_blueprint(shop)\n" if registered else ""))
    playground.request("/")
    assert said in playground.problems[0]["advice"]


# --- Refused without an exception ---


def hint(playground: Playground) -> dict[str, Any]:
    [problem] = playground.problems
    assert (problem["kind"], problem["traceback"]) == ("hint", "")
    return problem


def test_a_form_for_a_view_that_takes_none(playground: Playground) -> None:
    playground.start(HEAD + "@app.route('/form')\ndef form(): return ''\n")
    assert playground.request("/form", "POST", FORM, b"a=1")["status"] == 405
    told = hint(playground)
    assert told["message"] == "POST /form was refused: the view form answers GET only."
    assert told["advice"] == 'Name the method in its rule: @app.route("/form", methods=["GET", "POST"]).'
    assert (told["file"], told["line"]) == ("app.py", 3)


def test_a_rule_of_a_blueprint_that_is_not_registered(playground: Playground) -> None:
    playground.start(HEAD + BLUEPRINT.format("static"))
    assert playground.request("/shop/3")["status"] == 404
    told = hint(playground)
    assert told["message"] == "No rule of the app matches /shop/3, but one of the blueprint 'shop' does."
    assert "register_blueprint" in told["advice"] and told["line"] == 5
    assert playground.request("/elsewhere")["status"] == 404
    assert len(playground.problems) == 1


def test_a_route_without_parentheses(playground: Playground) -> None:
    playground.start(HEAD + "@app.get\ndef home(): return ''\n")
    assert playground.request("/")["status"] == 404
    assert "with parentheses" in hint(playground)["advice"]


@pytest.mark.parametrize("run", ["flask run", "flask run --debug"])
def test_a_form_field_that_is_not_there(playground: Playground, run: str) -> None:
    source = HEAD + "@app.post('/')\ndef home(): return request.form['nmae']\n"
    playground.start(source, run)
    playground.request("/", "POST", FORM, b"name=Ada&town=Turin")
    [problem] = playground.problems
    assert problem["type"] == "BadRequestKeyError" and problem["line"] == 4
    assert problem["kind"] == ("hint" if run == "flask run" else "exception")
    assert problem["advice"] == (
        "Did you mean 'name'? Of this request, request.form holds 'name', 'town'. "
        "What may be missing is read with .get('nmae')."
    )


def test_ordinary_refusals_are_no_problem(playground: Playground) -> None:
    playground.start(HEAD + "@app.post('/form')\ndef form(): abort(404 if request.args else 400)\n")
    statuses = [
        playground.request(path, method)["status"]
        for path, method in [
            ("/form", "GET"),
            ("/none", "GET"),
            ("/form", "POST"),
            ("/form?x", "POST"),
        ]
    ]
    assert statuses == [405, 404, 400, 404]
    assert playground.problems == []


# --- Variables ---


def test_variables_of_own_frames_in_a_few_words(playground: Playground) -> None:
    playground.start(
        dedent(
            """
            from flask import Flask, current_app
            app = Flask(__name__)
            class Hostile:
                __slots__ = ()
                def __repr__(self): print("asked"); raise SystemExit
                __str__ = __repr__
                def __getattr__(self, name): print("asked"); raise SystemExit
            class Book:
                def __init__(self): self.title, self._hidden, self.password = "Kindred", 1, "hush"
            @app.get("/")
            def home():
                hostile, book, long, many = Hostile(), Book(), "x" * 1000, list(range(50))
                nested, secret_key, proxy = {"a": [{"b": [book]}]}, "hush", current_app
                many.append(many)
                return inner(1)
            def inner(number):
                return number / 0
            """
        )
    )
    playground.request("/")
    own = [frame for frame in playground.problems[0]["frames"] if frame["own"]]
    assert own[1]["locals"] == [["number", "1"]]
    words = dict(own[0]["locals"])
    assert words["hostile"] == "<Hostile>" and "asked" not in playground.printed
    assert words["book"] == "<Book title='Kindred', password=(not shown)>"
    assert words["long"].startswith("'xxx") and words["long"].endswith("(1000 in all)") and len(words["long"]) < 120
    assert words["many"] == "[0, 1, 2, 3, 4, 5, … 45 more]"
    assert words["nested"] == "{'a': [{'b': […]}]}"
    assert (words["secret_key"], words["proxy"]) == ("(not shown)", "<LocalProxy>")
    assert all(frame["locals"] == [] for frame in playground.problems[0]["frames"] if not frame["own"])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("@app.cli.command('init-db')\ndef init():\n    pass", "type flask init-db in the Console"),
        ("from flask_migrate import Migrate; Migrate(app, object())", "type flask db upgrade in the Console"),
        ("@app.cli.command('seed')\ndef seed():\n    pass", "under: with app.app_context()"),
    ],
)
def test_missing_tables_are_made_by_the_app_s_own_command(playground: Playground, command: str, said: str) -> None:
    view = app("import sqlite3; sqlite3.connect(':memory:').execute('select * from post')")
    playground.start(f"{view}\n{command}\n")
    assert playground.request("/")["status"] == 500
    assert said in playground.problems[0]["advice"]
