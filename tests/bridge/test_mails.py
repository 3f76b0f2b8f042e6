"""Mails that a project sends: `smtplib` speaks with a server that keeps them, and the inspector tells of each once."""

from __future__ import annotations

import importlib
import smtplib
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from sandbox.bridge import outbox
from tests.bridge.conftest import Plain, Playground

Sent = list[tuple[str, list[str], bytes]]
YOU = "you@example.org"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """What arrives while `smtplib` leads to the outbox."""
    for holder, name in ((smtplib.SMTP, "_get_socket"), (smtplib.SMTP, "starttls"), (smtplib, "SMTP_SSL")):
        monkeypatch.setattr(holder, name, getattr(holder, name))
    monkeypatch.setattr(smtplib, "__all__", smtplib.__all__)
    found: Sent = []

    def note(*mail: Any) -> None:
        found.append(mail)

    outbox.listeners.append(note)
    outbox.install()
    yield found
    outbox.listeners.remove(note)


def message(**fields: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"Subject": "Hello", "From": "me@example.org", "To": YOU, **fields}.items():
        made[name] = value
    made.set_content("Grüße\n.one dot\n")
    return made


def test_a_login_over_tls_and_a_message(sent: Sent) -> None:
    with smtplib.SMTP("mail.example.org", 587) as server:
        assert server.starttls()[0] == 220
        assert server.login("me", "secret") == (235, b"2.7.0 Authentication successful")
        assert not server.has_extn("starttls")
        assert server.send_message(message(Bcc="hidden@example.org")) == {}
        assert server.sendmail("a@b.c", [YOU], "Subject: plain\n\n..\n.") == {}
    [(sender, recipients, first), (_, _, second)] = sent
    assert (sender, recipients) == ("me@example.org", [YOU, "hidden@example.org"])
    assert b"\r\n.one dot\r\n" in first
    assert second == b"Subject: plain\r\n\r\n..\r\n.\r\n"


def test_each_way_to_log_in(sent: Sent) -> None:
    with smtplib.SMTP_SSL("mail.example.org", context=None) as server:
        server.user, server.password = "me", "secret"
        server.ehlo()
        for method in (server.auth_plain, server.auth_login):
            for at_once in (True, False):
                name = method.__name__.removeprefix("auth_").upper()
                assert server.auth(name, method, initial_response_ok=at_once)[0] == 235
        assert server.docmd("AUTH", "CRAM-MD5")[0] == 504
    assert sent == []


def test_what_a_server_refuses(sent: Sent) -> None:
    server = smtplib.SMTP("localhost")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        server.sendmail("a@b.c", [""], "x")
    with pytest.raises(smtplib.SMTPDataError):
        server.data("nobody is to have it")
    assert server.docmd("RCPT", "TO:<a@b.c>")[0] == 503
    assert server.docmd("MAIL", "nonsense")[0] == 501
    assert server.docmd("TURN")[0] == 500
    assert server.docmd("VRFY", "ada")[0] == 252
    assert server.noop()[0] == server.rset()[0] == server.helo()[0] == 250
    server.quit()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        server.noop()
    assert sent == []


def test_it_is_changed_when_it_is_imported(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "smtplib")
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    outbox.install()
    outbox.install()
    fresh: Any = importlib.import_module("smtplib")
    assert fresh is not smtplib
    fresh.SMTP_SSL("mail.example.org").send_message(message())
    assert len(sent) == 1
    assert "class SMTP" in fresh.__loader__.get_source("smtplib")


APP = """
import smtplib
from email.message import EmailMessage
from flask import Flask
app = Flask(__name__)
@app.get("/")
def home():
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Näme", "Me <me@example.org>", "you@example.org"
    mail.set_content("as text")
    mail.add_alternative("<h1>as HTML</h1>", subtype="html")
    mail.add_attachment(b"12345", maintype="application", subtype="pdf", filename="bill.pdf")
    with smtplib.SMTP("localhost", 1025) as server:
        server.send_message(mail)
        server.sendmail("a@b.c", ["d@e.f"], b"no message at all \\xff")
    return "sent"
"""


def mails(playground: Playground) -> list[Plain]:
    return [one for one in playground.inspected["happenings"] if one["kind"] == "mail"]


def test_the_inspector_tells_of_text_html_and_attachments(playground: Playground, sent: Sent) -> None:
    playground.start(APP)
    assert playground.text("/") == "sent"
    assert len(sent) == 2
    first, second = mails(playground)
    assert first["fields"][:3] == [["Subject", "Näme"], ["From", "Me <me@example.org>"], ["To", YOU]]
    assert (first["text"].strip(), first["html"].strip()) == ("as text", "<h1>as HTML</h1>")
    assert first["attachments"] == [["bill.pdf", "application/pdf", 5]]
    assert second["fields"] == [["Envelope", "from a@b.c to d@e.f"]]


@pytest.mark.parametrize("suppress", [True, False])
def test_flask_mail_is_told_once(playground: Playground, sent: Sent, suppress: bool) -> None:
    playground.start(
        f"""
        from flask import Flask
        from flask_mail import Mail, Message
        app = Flask(__name__)
        app.config.update(MAIL_SUPPRESS_SEND={suppress}, MAIL_USE_TLS=True, MAIL_USERNAME="me", MAIL_PASSWORD="secret")
        mail = Mail(app)
        @app.get("/")
        def home():
            message = Message("Hello", sender=("Me", "me@example.org"), recipients=["you@example.org"])
            message.html = "<b>Hi</b>"
            message.attach("notes.txt", "text/plain", "12345")
            mail.send(message)
            return "sent"
        """
    )
    assert playground.text("/") == "sent"
    [mail] = mails(playground)
    assert ["Subject", "Hello"] in mail["fields"]
    assert ["From", "Me <me@example.org>"] in mail["fields"]
    assert mail["html"].strip() == "<b>Hi</b>"
    assert mail["attachments"] == [["notes.txt", "text/plain", 5]]
    assert len(sent) == (0 if suppress else 1)
