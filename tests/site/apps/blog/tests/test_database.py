import sqlite3

import pytest

from journal.database import get_db


def test_a_context_has_one_connection_and_closes_it(app):
    with app.app_context():
        db = get_db()
        assert get_db() is db
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.execute("SELECT 1")


def test_init_db_empties_the_tables(app, runner):
    result = runner.invoke(args=["init-db"])
    assert result.exit_code == 0
    assert "empty and ready" in result.output
    with app.app_context():
        assert get_db().execute("SELECT count(*) FROM member").fetchone()[0] == 0


def test_init_db_calls_what_the_tests_call(runner, monkeypatch):
    called = []
    monkeypatch.setattr("journal.database.init_db", lambda: called.append(True))
    runner.invoke(args=["init-db"])
    assert called == [True]


def test_an_entry_needs_an_author(app):
    with app.app_context(), pytest.raises(sqlite3.IntegrityError):
        get_db().execute("INSERT INTO entry (author_id, headline, story) VALUES (99, 'x', '')")
