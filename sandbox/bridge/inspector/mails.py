"""A mail as plain data: who, what about, its text, its HTML and the names of what is attached.

It comes as the bytes that `smtplib` has sent, or as a message of Flask-Mail that sends none; of that only attributes
are read, so that no code of the app runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sandbox.bridge.values import text

if TYPE_CHECKING:
    from email.message import MIMEPart

Plain = dict[str, Any]
#: Characters of each part that are shown.
MOST = 100_000
#: Header fields that are shown, in this order.
SHOWN = ("Subject", "From", "To", "Cc", "Reply-To", "Date")


def sent_mail(sender: str, recipients: list[str], message: bytes) -> Plain:
    """What went over the wire."""
    # Late, because it comes with the second piece of the library, as smtplib does.
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    mail = message_from_bytes(message, _class=EmailMessage, policy=policy.default)
    fields = [[name, _words(value)] for name in SHOWN for value in mail.get_all(name, ())]
    fields.append(["Envelope", f"from {sender or 'nobody'} to {', '.join(recipients)}"])
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    attached = [
        [part.get_filename() or "without a name", part.get_content_type(), len(part.get_payload(decode=True) or b"")]
        for part in mail.walk()
        if not part.is_multipart() and part is not plain and part is not html
    ]
    return _mail(fields, _content(plain), _content(html), attached)


def recorded_mail(message: object) -> Plain:
    """A message of Flask-Mail."""
    held = vars(message)
    names = {
        "subject": "Subject",
        "sender": "From",
        "recipients": "To",
        "cc": "Cc",
        "bcc": "Bcc",
        "reply_to": "Reply-To",
    }
    fields = [[names[name], _people(held[name])] for name in names if held.get(name)]
    attached = [
        [str(one.get("filename") or "without a name"), str(one.get("content_type")), _size(one.get("data"))]
        for one in map(vars, held.get("attachments") or ())
    ]
    return _mail(fields, held.get("body"), held.get("html") or (held.get("alts") or {}).get("html"), attached)


def identity(message: bytes) -> str:
    """Its `Message-ID`, by which a mail that is told twice is known; empty where it has none."""
    head = message.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    lines = (line.partition(":") for line in head.splitlines())
    return next((value.strip() for name, _, value in lines if name.lower() == "message-id"), "")


def _mail(fields: list[list[str]], plain: object, html: object, attached: Iterable[object]) -> Plain:
    parts = {"text": plain, "html": html}
    shown = {name: part[:MOST] if isinstance(part, str) and part else None for name, part in parts.items()}
    cut = any(isinstance(part, str) and len(part) > MOST for part in parts.values())
    return {"fields": fields, **shown, "attachments": list(attached), "cut": cut}


def _content(part: MIMEPart | None) -> str | None:
    """Its text; as it came where it is in no encoding that Python knows."""
    if part is None:
        return None
    try:
        return str(part.get_content())
    except (LookupError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else None


def _words(value: object) -> str:
    return text(str(value))


def _people(value: object) -> str:
    if isinstance(value, (list, tuple)) and not (isinstance(value, tuple) and len(value) == 2):
        return ", ".join(_people(one) for one in value)
    if isinstance(value, tuple):
        return f"{text(value[0])} <{text(value[1])}>"
    return text(value)


def _size(data: object) -> int:
    return len(data.encode()) if isinstance(data, str) else len(data) if isinstance(data, bytes) else 0
