"""The real Flask-SQLAlchemy on real SQLite: rows survive requests and Runs, until Reset."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.site.playground import Playground

pytestmark = pytest.mark.browser


def test_rows_survive_until_reset(open_playground: Callable[[str, str], Playground]) -> None:
    playground = open_playground("extensions/flask-sqlalchemy/", "extensions/flask-sqlalchemy/notes")
    playground.run()
    body = playground.app.locator("body")
    for text in ("Buy tea", "Call Grace"):
        playground.app.get_by_label("Note").fill(text)
        playground.app.get_by_role("button", name="Add").click()
        expect(body).to_contain_text(text)
    expect(body).to_contain_text("Buy tea")
    assert "Buy tea" in playground.call("async (el) => (await el.fetch('/')).text()")

    playground.call("async (el) => el.run()")
    expect(body).to_contain_text("Call Grace")

    playground.button("Reset").click()
    playground.expect_state("idle")
    playground.run()
    expect(body).to_contain_text("No notes yet.")
