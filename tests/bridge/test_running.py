"""What an app does while it serves: prints, streams, writes files, fails, exits."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from sandbox.bridge.output import BUDGET
from tests.bridge.conftest import Playground

HELLO = """
from flask import Flask
app = Flask(__name__)
@app.get("/")
def home():
    {body}
"""


def app(body: str) -> str:
    return HELLO.replace("{body}", body)


def test_chunks_come_as_they_are_made(playground: Playground) -> None:
    playground.start(app('return (f"{n} " for n in range(3))'))
    assert playground.request("/")["chunks"] == [b"0 ", b"1 ", b"2 "]


def test_a_large_response_is_whole(playground: Playground) -> None:
    playground.start(app("return bytes(range(256)) * 80_000"))
    assert playground.request("/")["body"] == bytes(range(256)) * 80_000


def test_an_upload_arrives_byte_for_byte(playground: Playground) -> None:
    content = bytes(range(256)) * 200_000
    playground.start(
        """
        import hashlib
        from flask import Flask, request
        app = Flask(__name__)
        @app.post("/")
        def take():
            file = request.files["file"].read()
            return hashlib.sha256(file).hexdigest()
        """
    )
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + content + b"\r\n--b--\r\n"
    response = playground.request("/", "POST", [["Content-Type", "multipart/form-data; boundary=b"]], body)
    assert response["body"].decode() == hashlib.sha256(content).hexdigest()


def test_prints_reach_the_log_in_order(playground: Playground) -> None:
    playground.start(app('import sys; print("one"); print("two", file=sys.stderr); return "x"'))
    playground.request("/")
    assert playground.printed.index("one") < playground.printed.index("two") < playground.printed.index('"GET /')


def test_a_flood_is_cut_and_counted(playground: Playground) -> None:
    playground.start(app('print("é" * 50_000_000); return "x"'))
    before = len(playground.events)
    assert playground.request("/")["status"] == 200
    assert len(playground.printed) < BUDGET + 2000
    assert "99,7" in playground.printed and "more bytes were printed" in playground.printed
    assert len(playground.events) - before < 50


def test_many_short_lines_do_not_become_many_messages(playground: Playground) -> None:
    playground.start(app('[print(n) for n in range(100_000)]; return "x"'))
    playground.request("/")
    assert len(playground.of("output")) < 700


def test_written_files_are_reported_once(playground: Playground) -> None:
    body = 'notes = Path("notes.txt"); notes.write_text(notes.read_text() + "x" if notes.exists() else "x"); return "x"'
    playground.start("from pathlib import Path" + app(body))
    playground.request("/")
    playground.request("/")
    assert [event["written"] for event in playground.of("files")] == [{"notes.txt": b"x"}, {"notes.txt": b"xx"}]


def test_removed_files_are_reported(playground: Playground) -> None:
    playground.start(app('import os; os.remove("old.txt"); return "x"'), **{"old.txt": "x"})
    playground.request("/")
    assert playground.of("files")[-1]["removed"] == ["old.txt"]


def test_a_view_that_raises_is_a_500_and_a_problem(playground: Playground) -> None:
    playground.start(app("return 1 / 0"))
    assert playground.request("/")["status"] == 500
    [problem] = playground.problems
    assert (problem["kind"], problem["type"]) == ("exception", "ZeroDivisionError")
    assert (problem["file"], problem["line"]) == ("app.py", 6)
    own = [frame for frame in problem["frames"] if frame["own"]]
    assert own == [{"file": "app.py", "line": 6, "function": "home", "source": "return 1 / 0", "own": True}]
    assert "sandbox/bridge" not in problem["traceback"]
    assert 'app.py", line 6, in home' in playground.printed


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("raise SystemExit(3)", "exit", "should return a response"),
        ("raise MemoryError", "memory", "grows without end"),
        ("return None", "exception", "on every path"),
        ("return home()", "exception", "calls itself"),
        ('from flask import render_template; return render_template("no.html")', "exception", "folder templates"),
    ],
)
def test_common_faults_come_with_advice(playground: Playground, body: str, kind: str, said: str) -> None:
    playground.start(app(body))
    assert playground.request("/")["status"] == 500
    problem = playground.problems[-1]
    assert problem["kind"] == kind
    assert said in problem["advice"]


def test_the_server_goes_on_after_a_fault(playground: Playground) -> None:
    playground.start(app('global n; n = globals().get("n", 0) + 1; return str(n) if n > 1 else 1 / 0'))
    assert [playground.request("/")["status"], playground.request("/")["status"]] == [500, 200]


def test_a_fault_after_the_head_breaks_the_body_off(playground: Playground) -> None:
    playground.start(app('return ("x" if n < 2 else 1 / 0 for n in (1, 2))'))
    response = playground.request("/")
    assert (response["status"], response["body"]) == (200, b"x")
    assert "Error on request" in playground.printed


def test_a_template_s_fault_leads_to_the_template(playground: Playground) -> None:
    page = {"templates/page.html": "<p>\n{% if %}"}
    playground.start(app('from flask import render_template; return render_template("page.html")'), **page)
    playground.request("/")
    assert (playground.problems[0]["file"], playground.problems[0]["line"]) == ("templates/page.html", 2)


def test_names_that_leave_the_project_are_refused(playground: Playground) -> None:
    with pytest.raises(ValueError, match="not a path inside the project"):
        playground.bridge.start({"../app.py": ""}, "flask run")


def test_debug_mode_gives_the_interactive_debugger(playground: Playground) -> None:
    playground.start(app("return 1 / 0"), "flask run --debug")
    assert b"Werkzeug Debugger" in playground.request("/")["body"]
    assert playground.request("/?__debugger__=yes&cmd=resource&f=style.css")["status"] == 200


def test_close_leaves_nothing_behind(tmp_path: Path) -> None:
    before = sys.stdout, list(sys.path)
    for text in ("first", "second"):
        made = Playground(tmp_path / text)
        made.start(app(f'return "{text}"'))
        assert made.request("/")["body"] == text.encode()
        made.bridge.close()
    assert before == (sys.stdout, sys.path)
