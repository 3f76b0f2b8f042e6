"""What the inspector tells of a request, and that the app cannot notice it."""

from __future__ import annotations

import gc
import json
import re
import weakref
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sandbox.bridge.surface import Bridge
from sandbox.lessons import load_lessons
from tests.bridge.conftest import Playground, app
from tests.bridge.test_parity import APP as PARITY_APP
from tests.bridge.test_parity import BIG
from tests.bridge.test_parity import REQUESTS as PARITY_REQUESTS
from tests.course import ROOT
from tests.proof.variants import variants

Plain = dict[str, Any]
SHOP = """
import sqlite3
from flask import Blueprint, Flask, after_this_request, flash, g, get_flashed_messages, render_template, session

app = Flask(__name__)
app.secret_key = "quite a secret"
shop = Blueprint("shop", __name__, url_prefix="/shop")

@app.url_value_preprocessor
def values(endpoint, values): pass

@app.before_request
def load():
    g.user = "Ada"

@shop.before_request
def guard(): pass

@app.after_request
def stamp(response):
    return response

@app.teardown_request
def tidy(error): pass

@app.context_processor
def brand():
    return {"brand": "Corner"}

@shop.get("/<int:number>")
def item(number):
    @after_this_request
    def later(response):
        return response
    app.logger.warning("number %s", number)
    flash("saved")
    session["last"] = number
    db = sqlite3.connect(":memory:")
    db.execute("create table items (id)")
    db.execute("insert into items values (?)", (number,))
    return render_template("item.html", number=number, api_key="hush")

@app.route("/form", methods=["POST"])
def form():
    return "sent"

@app.get("/folder/")
def folder():
    return "in"

app.register_blueprint(shop)
"""
TEMPLATE = {"templates/item.html": "{{ brand }} {{ number }} {{ get_flashed_messages() }}"}


@pytest.fixture
def shop(playground: Playground) -> Playground:
    assert playground.start(SHOP, files=TEMPLATE) is None
    return playground


def of(told: Plain, kind: str) -> list[Plain]:
    return [happening for happening in told["happenings"] if happening["kind"] == kind]


def test_routing_and_hooks_in_their_order(shop: Playground) -> None:
    shop.request("/shop/3")
    told = shop.inspected
    routing = told["routing"]
    assert (routing["rule"], routing["endpoint"], routing["blueprints"]) == (
        "/shop/<int:number>",
        "shop.item",
        ["shop"],
    )
    assert (routing["arguments"], routing["refused"], routing["methods"][0]) == ([["number", "3"]], None, "GET")
    line = SHOP.splitlines().index('@shop.get("/<int:number>")') + 1
    assert routing["view"] == {"name": "item", "file": "app.py", "line": line, "own": True}
    ran = [(one["hook"], one["name"], one["blueprint"]) for one in of(told, "hook")]
    assert ran == [
        ("url_value_preprocessor", "values", None),
        ("before_request", "load", None),
        ("before_request", "guard", "shop"),
        ("view", "item", None),
        ("context_processor", "brand", None),
        ("after_this_request", "item.later", None),
        ("after_request", "stamp", None),
        ("teardown_request", "tidy", None),
    ]
    assert all(one["own"] and one["file"] == "app.py" and one["took"] is not None for one in of(told, "hook"))
    assert [one["depth"] for one in told["happenings"] if one["kind"] in ("hook", "template", "flashed")] == [
        *(0, 0, 0, 0),  # until the view
        *(1, 1, 2),  # context processor, template, and what the template reads
        *(0, 0, 0),
    ]
    moments = [one["at"] for one in told["happenings"]]
    assert moments == sorted(moments) and moments[-1] <= told["time"]


def test_what_the_view_did(shop: Playground) -> None:
    shop.request("/shop/3")
    told = shop.inspected
    [log] = of(told, "log")
    assert (log["logger"], log["level"], log["message"], log["file"]) == ("app", "WARNING", "number 3", "app.py")
    assert [one["message"] for one in of(told, "flash")] == ["saved"]
    assert [one["messages"] for one in of(told, "flashed")] == ["['saved']"]
    assert [one["statement"].strip() for one in of(told, "sql")][::2] == [
        "create table items (id)",
        "insert into items values (3)",
    ]
    [template] = of(told, "template")
    assert (template["name"], template["file"]) == ("item.html", "templates/item.html")
    context = dict(template["context"])
    assert context["number"] == "3" and context["api_key"] == "(not shown)"
    assert context["brand"] is None and context["request"] is None
    assert ["message-flashed", 0] in told["signals"]
    assert "quite a secret" not in json.dumps(told)


def test_the_session_before_and_after(shop: Playground) -> None:
    first = shop.request("/shop/3")
    cookie = dict(map(tuple, first["headers"]))["Set-Cookie"].partition(";")[0]
    value = cookie.partition("=")[2]
    session = shop.inspected["session"]
    assert (session["before"], session["after"], session["key"], session["digest"]) == (None, value, True, "sha1")
    shop.request("/shop/3", headers=[["Cookie", cookie]])
    assert (shop.inspected["session"]["before"], shop.inspected["session"]["valid"]) == (value, "good")
    shop.request("/shop/3", headers=[["Cookie", f"{cookie[:-5]}AAAAA"]])
    assert shop.inspected["session"]["valid"] == "bad"


@pytest.mark.parametrize(
    ("rule", "path", "why"),
    [
        ("/shop/<int:number>", "/shop/x", "<number> takes digits, and 'x' is none."),
        ("/shop/<int:number>", "/shop", "It has more parts: 2, and the path has 1."),
        ("/shop/<int:number>", "/shop/3/4", "It has fewer parts: 2, and the path has 3."),
        ("/shop/<int:number>", "/ship/3", "It has 'shop' where the path has 'ship'."),
        ("/shop/<int:number>", "/shop/3/", "The path ends in a slash, the rule does not."),
        ("/form", "/form", "The path fits, the method does not: it answers POST, OPTIONS, not GET."),
        ("/folder/", "/folder", "It ends in a slash, the path does not: Flask redirects to the path with a slash."),
        ("/static/<path:filename>", "/static", "It has more parts: 2, and the path has 1."),
    ],
)
def test_why_a_rule_does_not_match(shop: Playground, rule: str, path: str, why: str) -> None:
    shop.request(path)
    routing = shop.inspected["routing"]
    assert routing["rule"] is None
    assert next(other["why"] for other in routing["others"] if other["rule"] == rule) == why
    assert routing["redirect"] == ("http://localhost:5000/folder/" if path == "/folder" else None)


def test_rules_of_all_kinds_are_explained(playground: Playground) -> None:
    playground.start(
        """
        from flask import Flask
        from werkzeug.routing import BaseConverter, ValidationError
        app = Flask(__name__, subdomain_matching=True)
        app.config["SERVER_NAME"] = "localhost:5000"
        class Even(BaseConverter):
            def to_python(self, value):
                print("asked")
                raise ValidationError
        app.url_map.converters["even"] = Even
        app.add_url_rule("/<even:n>", endpoint="even", view_func=lambda n: n)
        app.add_url_rule("/<any(a, b):word>/<float:f>", endpoint="any", view_func=lambda word, f: word)
        app.add_url_rule("/<int(min=5):n>", endpoint="min", view_func=lambda n: str(n))
        app.add_url_rule("/v-<version>", endpoint="part", view_func=lambda version: version)
        app.add_url_rule("/3", endpoint="sub", subdomain="api", view_func=lambda: "")
        app.add_url_rule("/", endpoint="root", view_func=lambda: "")
        """
    )
    playground.request("/3")
    whys = {other["endpoint"]: other["why"] for other in playground.inspected["routing"]["others"]}
    assert whys["even"] == "The path fits, but a converter of the app refused the value."
    assert whys["any"] == "<word> takes one of the words that it lists, and '3' is none."
    assert whys["min"] == "The converter int refuses '3' for <n>."
    assert whys["part"] == "<version> takes text without a slash, and '3' is none."
    assert whys["sub"] == "It is for the subdomain api; the request was for localhost."
    assert whys["root"] == "It has fewer parts: 0, and the path has 1."
    assert "asked" not in playground.printed  # Werkzeug did not get there


def test_a_hook_that_answers_and_an_error_handler(playground: Playground) -> None:
    source = """
        from flask import Flask, abort
        app = Flask(__name__)
        def stop(): return "stopped" if __import__("flask").request.path == "/" else None
        app.before_request(stop)
        @app.errorhandler(404)
        def missing(error): return "none", 404
        @app.get("/")
        def home(): return "home"
        """
    playground.start(source)
    assert playground.text("/") == "stopped"
    assert [(one["name"], one["returned"]) for one in of(playground.inspected, "hook")] == [("stop", "'stopped'")]
    playground.request("/nowhere")
    told = playground.inspected
    assert [one["hook"] for one in of(told, "hook")] == ["before_request", "errorhandler"]
    assert [(one["type"], one["status"]) for one in of(told, "exception")] == [("NotFound", 404)]


def test_hooks_that_share_a_decorator_are_told_apart(playground: Playground) -> None:
    playground.start(
        """
        from functools import wraps
        from flask import Flask
        app = Flask(__name__)
        def logged(function):
            @wraps(function)
            def inner(*arguments):
                return function(*arguments)
            return inner
        @app.before_request
        @logged
        def first(): pass
        @app.before_request
        @logged
        def second(): pass
        @app.get("/")
        @logged
        def home(): return "home"
        """
    )
    playground.request("/")
    assert [(one["hook"], one["name"]) for one in of(playground.inspected, "hook")] == [
        ("before_request", "first"),
        ("before_request", "second"),
        ("view", "home"),
    ]


def test_requests_of_a_test_client_inside_a_view_are_not_mixed_in(playground: Playground) -> None:
    source = app("return render_template_string('{{ a }}', a=app.test_client().get('/inner').text)")
    playground.start(source + "@app.get('/inner')\ndef inner(): return render_template_string('{{ b }}', b=1)\n")
    assert playground.text("/") == "1"
    told = playground.inspected
    assert told["routing"]["endpoint"] == "home"
    assert [dict(one["context"])["a"] for one in of(told, "template")] == ["'1'"]


def test_sqlalchemy_tells_parameters_and_time(playground: Playground) -> None:
    playground.start(
        """
        from flask import Flask
        from flask_sqlalchemy import SQLAlchemy
        app = Flask(__name__)
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
        db = SQLAlchemy(app)
        class Book(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            title = db.Column(db.String)
        @app.get("/")
        def home():
            db.create_all()
            db.session.add(Book(title="Kindred"))
            db.session.commit()
            return Book.query.one().title
        """
    )
    assert playground.text("/") == "Kindred"
    statements = of(playground.inspected, "sql")
    [insert] = [one for one in statements if one["statement"].startswith("INSERT")]
    assert insert["parameters"] == "('Kindred',)" and insert["took"] is not None
    assert [one["statement"] for one in statements if one["statement"] == "COMMIT"]


def test_a_connection_from_the_start_is_seen_too(playground: Playground) -> None:
    playground.start(
        "import sqlite3\nDB = sqlite3.connect(':memory:')\n" + app("return str(DB.execute('select 5').fetchone())")
    )
    assert playground.text("/") == "(5,)"
    assert [one["statement"] for one in of(playground.inspected, "sql")] == ["select 5"]


def test_mails_are_told(playground: Playground) -> None:
    playground.start(
        """
        from flask import Flask
        from flask_mail import Mail, Message
        app = Flask(__name__)
        app.config["MAIL_SUPPRESS_SEND"] = True
        mail = Mail(app)
        @app.get("/")
        def home():
            mail.send(Message("Hello", sender="me@example.org", recipients=["you@example.org"], body="Hi"))
            return "sent"
        """
    )
    playground.request("/")
    [mail] = of(playground.inspected, "mail")
    assert dict(mail["fields"])["Subject"] == "Hello"


def test_what_comes_after_an_exception_is_not_inside_of_what_raised(playground: Playground) -> None:
    body = "return render_template_string('{{ 1 / 0 }}')"
    playground.start(app(body) + "@app.teardown_request\ndef tidy(error): pass\n")
    playground.request("/")
    told = [(one["kind"], one["depth"]) for one in playground.inspected["happenings"] if one["kind"] != "log"]
    assert told == [("hook", 0), ("template", 1), ("exception", 0), ("hook", 0)]


@pytest.mark.parametrize("run", ["flask run", "flask run --debug", "python app.py"])
def test_every_way_to_run(playground: Playground, run: str) -> None:
    source = """
        from flask import Flask
        def create_app():
            app = Flask(__name__)
            @app.get("/")
            def home(): return "home"
            inner = app.wsgi_app
            app.wsgi_app = lambda environ, start: inner({**environ}, start)
            return app
        if __name__ == "__main__":
            create_app().run()
        """
    assert playground.start(source, run) is None
    playground.request("/")
    assert playground.inspected["routing"]["endpoint"] == "home"
    assert playground.inspected["session"]["key"] is False


def test_an_answer_without_flask(playground: Playground) -> None:
    source = """
        from flask import Flask
        app = Flask(__name__)
        def plain(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"plain"]
        app.wsgi_app = plain
        """
    playground.start(source)
    assert playground.text("/") == "plain"
    assert (playground.inspected["app"], playground.inspected["happenings"]) == (None, [])


def test_a_flood_is_bounded(playground: Playground) -> None:
    playground.start(app("for n in range(5000): app.logger.warning('x' * 1000)\nreturn 'done'"))
    playground.request("/")
    told = playground.inspected
    assert told["left_out"] > 4000 and len(json.dumps(told)) < 100_000


def test_nothing_of_the_app_is_kept(playground: Playground) -> None:
    held: list[weakref.ref[Any]] = []
    import tests.bridge.test_inspector as here

    here.HELD = held  # type: ignore[attr-defined]
    playground.start(
        "class Big: pass\n"
        + app(
            """
            import weakref, tests.bridge.test_inspector as outside
            big = Big()
            outside.HELD.append(weakref.ref(big))
            return render_template_string('{{ big }}', big=big)
            """
        )
    )
    playground.request("/")
    gc.collect()
    assert [reference() for reference in held] == [None]


# --- The app cannot notice it. ---


def answers(
    root: Path, files: dict[str, str | bytes], requests: list[Any], inspect: bool, run: str = "flask run"
) -> Plain:
    """Everything that is seen from outside: events but for the inspection, and the files that the app leaves."""
    events: list[Plain] = []
    bridge = Bridge(events.append, str(root), inspect)
    try:
        assert bridge.start(files, run) is None
        jar = ""
        for number, (method, path, headers, body) in enumerate(requests):
            cookies = [["Cookie", jar]] if jar else []
            bridge.request(
                number, method, f"http://localhost:5000{path}", [["Host", "localhost:5000"], *headers, *cookies], body
            )
            head = next(one for one in events if one["type"] == "response" and one["id"] == number)
            jar = next((value.partition(";")[0] for name, value in head["headers"] if name == "Set-Cookie"), jar)
    finally:
        bridge.close()
    assert any(one["type"] == "inspection" for one in events) == inspect
    left = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    seen = [one for one in events if one["type"] not in ("inspection", "files") and not is_hint(one)]
    return {"events": [steady(one) for one in seen], "files": left}


def is_hint(event: Plain) -> bool:
    return bool(event["type"] == "problem" and event["problem"]["kind"] == "hint")


def steady(event: Plain) -> str:
    """Without times, and signatures, which hold the time."""
    words = re.sub(r"\d\d:\d\d:\d\d(,\d+)?|0x[0-9a-f]+|\d{10}\.\d+-\d+-\d+", "…", repr(event))
    return re.sub(r"(session=[\w-]+)\.[\w.-]+", r"\1.…", words)


def test_the_parity_app_is_the_same_with_and_without(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"app.py": PARITY_APP.read_text("utf-8"), "static/big.bin": BIG}
    root = tmp_path / "app"
    assert answers(root, files, PARITY_REQUESTS, True) == answers(root, files, PARITY_REQUESTS, False)


def test_the_shop_is_the_same_with_and_without(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"app.py": dedent(SHOP), **TEMPLATE}
    requests: list[Any] = [
        ("GET", path, [], b"") for path in ("/shop/3", "/shop/4", "/shop/x", "/form", "/folder", "/none")
    ]
    root = tmp_path / "app"
    assert answers(root, files, requests, True) == answers(root, files, requests, False)


PLAYGROUNDS = [
    playground
    for lesson in load_lessons(ROOT).values()
    for playground in lesson.playgrounds.values()
    if playground.requests
]


@pytest.mark.parametrize("lesson", PLAYGROUNDS, ids=lambda one: one.id)
def test_lessons_are_the_same_with_and_without(tmp_path: Path, lesson: Any) -> None:
    variant = next(variant for variant in variants(lesson) if variant.promise is None)
    files = {**lesson.project.files, **variant.answer, **lesson.project.assets}
    sent = [
        (one.method, one.path, [list(field) for field in one.headers], one.body.encode()) for one in lesson.requests
    ]
    root = tmp_path / "app"
    assert answers(root, files, sent, True) == answers(root, files, sent, False)
