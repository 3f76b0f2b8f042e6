"""A mail server in the place of all others: `smtplib` speaks SMTP (RFC 5321) with it and hears what one would say.

A newcomer would replace `smtplib.SMTP` itself. Only its connection is replaced, so that wrong orders of commands, bad
addresses and the log of `set_debuglevel` are the real ones. Any name and password is right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

#: Told of a mail: sender and recipients as the envelope has them, and the message.
Deliver = Callable[[str, list[str], bytes], None]
ADDRESS = re.compile(r"(?:FROM|TO):\s*<([^>]*)>", re.IGNORECASE)
EXTENSIONS = ("8BITMIME", "SMTPUTF8", "AUTH PLAIN LOGIN", "STARTTLS")


class MailServer(io.RawIOBase):
    """One connection, in the place of a socket. What is sent is answered at once."""

    def __init__(self, deliver: Deliver, encrypted: bool = False) -> None:
        self._deliver = deliver
        self._encrypted = encrypted
        self._sent = b""
        self._answers = io.BytesIO(b"220 mail.localhost ESMTP, where nothing leaves the page\r\n")
        self._sender: str | None = None
        self._recipients: list[str] = []
        self._in_message = False
        #: Lines of a login that are still to come.
        self._secrets = 0

    def makefile(self, *_: object) -> io.BytesIO:
        """The answers."""
        return self._answers

    def sendall(self, data: bytes) -> None:
        """Takes commands or a message."""
        self._sent += data
        while True:
            end = b"\r\n.\r\n" if self._in_message else b"\r\n"
            # A message without lines is its end alone.
            head, found, rest = (b"\r\n" + self._sent if self._in_message else self._sent).partition(end)
            if not found:
                return
            self._sent = rest
            if self._in_message:
                self._take(head[2:] + b"\r\n")
            else:
                self._hear(head.decode("utf-8", "replace"))

    def _answer(self, *lines: str) -> None:
        at = self._answers.tell()
        self._answers.seek(0, io.SEEK_END)
        for line in lines:
            self._answers.write(f"{line}\r\n".encode())
        self._answers.seek(at)

    def _hear(self, line: str) -> None:
        if self._secrets:
            self._secrets -= 1
            self._answer("334 UGFzc3dvcmQ6" if self._secrets else "235 2.7.0 Authentication successful")
            return
        command, _, rest = line.partition(" ")
        answer = getattr(self, f"_{command.lower()}", None) if command.isalpha() else None
        if answer and command.upper() in COMMANDS:
            answer(rest)
        else:
            self._answer(f"500 5.5.2 There is no command {command}")

    def _ehlo(self, name: str) -> None:
        offered = [each for each in EXTENSIONS if not (self._encrypted and each == "STARTTLS")]
        self._answer(f"250-mail.localhost greets {name}", *(f"250-{each}" for each in offered), "250 HELP")

    def _helo(self, name: str) -> None:
        self._answer(f"250 mail.localhost greets {name}")

    def _starttls(self, _: str) -> None:
        self._encrypted = True
        self._answer("220 2.0.0 Go ahead")

    def _auth(self, rest: str) -> None:
        method, _, first = rest.partition(" ")
        self._secrets = {"PLAIN": 1, "LOGIN": 2}.get(method.upper(), 0) - bool(first)
        if method.upper() not in ("PLAIN", "LOGIN"):
            self._secrets = 0
            self._answer("504 5.5.4 Log in with PLAIN or LOGIN")
        elif self._secrets == 0:
            self._answer("235 2.7.0 Authentication successful")
        else:
            self._answer(
                "334 " if method.upper() == "PLAIN" else "334 VXNlcm5hbWU6" if not first else "334 UGFzc3dvcmQ6"
            )

    def _mail(self, rest: str) -> None:
        found = ADDRESS.match(rest)
        if not found:
            self._answer("501 5.5.4 MAIL FROM:<address> is expected")
        else:
            self._sender, self._recipients = found[1], []
            self._answer("250 2.1.0 Sender OK")

    def _rcpt(self, rest: str) -> None:
        found = ADDRESS.match(rest)
        if self._sender is None:
            self._answer("503 5.5.1 MAIL comes before RCPT")
        elif not found or not found[1] or " " in found[1]:
            self._answer("501 5.1.3 RCPT TO:<address> is expected")
        else:
            self._recipients.append(found[1])
            self._answer("250 2.1.5 Recipient OK")

    def _data(self, _: str) -> None:
        if not self._recipients:
            self._answer("503 5.5.1 RCPT comes before DATA")
        else:
            self._in_message = True
            self._answer("354 The message, and a line with a dot")

    def _take(self, message: bytes) -> None:
        self._in_message = False
        sender, self._sender = self._sender or "", None
        self._deliver(sender, self._recipients, re.sub(rb"(?m)^\.\.", b".", message))
        self._answer("250 2.0.0 Taken, and kept in the page")

    def _rset(self, _: str) -> None:
        self._sender, self._recipients = None, []
        self._answer("250 2.0.0 OK")

    def _noop(self, _: str) -> None:
        self._answer("250 2.0.0 OK")

    def _vrfy(self, name: str) -> None:
        self._answer(f"252 2.5.2 {name} may be somebody")

    def _quit(self, _: str) -> None:
        self._answer("221 2.0.0 Bye")


COMMANDS = ("EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "VRFY", "QUIT")
