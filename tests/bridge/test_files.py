"""The project's folder: what is written into it, and what the app changes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bridge.conftest import Playground, app

COUNTER = app(
    """
    from pathlib import Path
    file = Path("counter.txt")
    file.write_text(str(int(file.read_text()) + 1 if file.exists() else 1))
    return file.read_text()
    """
)


def test_files_arrive_as_they_are(playground: Playground) -> None:
    image = bytes(range(256))
    playground.start(
        app("from pathlib import Path; return Path('static/a.bin').read_bytes()"),
        files={"static/a.bin": image, "grüße.txt": "ü"},
    )
    assert playground.request("/")["body"] == image
    assert (playground.root / "grüße.txt").read_text("utf-8") == "ü"
    assert playground.of("files") == []


def test_each_change_is_reported_once(playground: Playground) -> None:
    playground.start(COUNTER)
    # Written within one tick of the clock, with the same size each.
    for _ in range(3):
        playground.request("/")
    assert [event["written"] for event in playground.of("files")] == [
        {"counter.txt": number} for number in (b"1", b"2", b"3")
    ]


def test_a_request_that_writes_nothing_reports_nothing(playground: Playground) -> None:
    playground.start(app("return 'x'"))
    playground.request("/")
    assert playground.of("files") == []


def test_a_link_to_itself_is_passed_over(playground: Playground) -> None:
    playground.start(COUNTER + "Path = __import__('pathlib').Path\nPath('loop').symlink_to('loop')\n")
    assert playground.text("/") == "1"
    assert [event["written"] for event in playground.of("files")] == [{"counter.txt": b"1"}]


def test_a_file_that_cannot_be_read_is_reported_once_it_can(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def closed(path: Path) -> bytes:
        if path.name == "counter.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    playground.start(COUNTER)
    with monkeypatch.context() as patch:  # whoever runs the tests as root may read everything
        patch.setattr(Path, "read_bytes", closed)
        playground.request("/")
    assert playground.of("files") == []
    playground.bridge.write({}, [])
    assert [event["written"] for event in playground.of("files")] == [{"counter.txt": b"1"}]


def test_what_the_start_writes_is_reported(playground: Playground) -> None:
    source = "import pathlib\npathlib.Path('instance').mkdir()\npathlib.Path('instance/a.db').write_text('x')\n" + app(
        "return 'x'"
    )
    playground.start(source)
    [event] = playground.of("files")
    assert event == {"type": "files", "written": {"instance/a.db": b"x"}, "removed": []}


def test_removed_files_are_reported(playground: Playground) -> None:
    playground.start(app("import os; os.remove('old.txt'); return 'x'"), files={"old.txt": "x"})
    playground.request("/")
    assert playground.of("files") == [{"type": "files", "written": {}, "removed": ["old.txt"]}]


def test_a_database_survives_into_the_next_run(playground: Playground) -> None:
    source = app(
        """
        import sqlite3
        db = sqlite3.connect("shop.db")
        db.execute("create table if not exists visits (id integer primary key)")
        db.execute("insert into visits default values")
        db.commit()
        count = db.execute("select count(*) from visits").fetchone()[0]
        db.close()
        return str(count)
        """
    )
    playground.start(source)
    assert playground.text("/") == "1"
    written = playground.of("files")[-1]["written"]
    assert list(written) == ["shop.db"]
    playground.start(source, files=written)
    assert playground.text("/") == "2"


def test_a_new_start_replaces_what_was_there(playground: Playground) -> None:
    playground.start(COUNTER, files={"left/over.txt": "x", "helper.py": "name = 'old'"})
    playground.request("/")
    playground.start("import helper\n" + app("return helper.name"), files={"helper.py": "name = 'new'"})
    assert playground.text("/") == "new"
    assert sorted(path.name for path in playground.root.iterdir()) == ["app.py", "helper.py"]


def test_python_s_own_files_are_not_the_app_s(playground: Playground) -> None:
    source = app("import os; os.makedirs('__pycache__'); open('__pycache__/x.pyc', 'w').close(); return 'x'")
    playground.start(source)
    playground.request("/")
    assert playground.of("files") == []


@pytest.mark.parametrize("name", ["../app.py", "/etc/app.py", "a/../../b", "", ".", "a\\b", "a\0b"])
def test_names_that_leave_the_project_are_refused(playground: Playground, tmp_path: Path, name: str) -> None:
    problem = playground.bridge.start({name: "x"}, "flask run")
    assert problem is not None and "is not a path inside the project" in problem["message"]
    assert list(tmp_path.rglob("*.*")) == []
    assert "is not a path" in playground.bridge.check({name: "x"})["problem"]["message"]


def test_a_name_cannot_be_a_file_and_a_folder(playground: Playground) -> None:
    problem = playground.bridge.start({"a": "x", "a/b.txt": "y"}, "flask run")
    assert problem is not None and "both a file and a folder" in problem["message"]
