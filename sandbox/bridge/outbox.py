"""Where mails go that the project sends with `smtplib`: to whoever listens here, and nowhere else.

`smtplib` is changed when it is imported, because few projects do. WebAssembly's Python has no `ssl`, without which
there would be neither `SMTP_SSL` nor `starttls`; here they speak in clear, with nobody between.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from sandbox.bridge.mail_server import MailServer

#: Told of every mail: sender and recipients of the envelope, and the message as bytes.
listeners: list[Callable[[str, list[str], bytes], None]] = []


def deliver(sender: str, recipients: list[str], message: bytes) -> None:
    """Tells whoever listens."""
    for listener in listeners:
        listener(sender, list(recipients), message)


def install() -> None:
    """Changes `smtplib`, at once or when it is imported."""
    if smtplib := sys.modules.get("smtplib"):
        lead_here(smtplib)
    elif not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def lead_here(smtplib: Any) -> None:
    """Makes every connection of the module one with the server in here."""

    def connected(self: Any, host: str, port: int, timeout: float | None) -> MailServer:
        if timeout is not None and not timeout:
            raise ValueError("Non-blocking socket (timeout=0) is not supported")
        if self.debuglevel > 0:
            self._print_debug("connect: to", (host, port), self.source_address)
        return MailServer(deliver, encrypted=isinstance(self, Encrypted))

    def starttls(self: Any, **_: object) -> tuple[int, bytes]:
        self.ehlo_or_helo_if_needed()
        if not self.has_extn("starttls"):
            raise smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server.")
        code, reply = self.docmd("STARTTLS")
        # RFC 3207: what the server has said before counts no more.
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False
        return code, reply

    class Encrypted(smtplib.SMTP):  # type: ignore[misc]
        default_port = smtplib.SMTP_SSL_PORT

        def __init__(self, *arguments: Any, **named: Any) -> None:
            named.pop("context", None)
            super().__init__(*arguments, **named)

    Encrypted.__module__, Encrypted.__name__, Encrypted.__qualname__ = "smtplib", "SMTP_SSL", "SMTP_SSL"
    smtplib.SMTP._get_socket, smtplib.SMTP.starttls, smtplib.SMTP_SSL = connected, starttls, Encrypted
    smtplib.__all__ = [*dict.fromkeys([*smtplib.__all__, "SMTP_SSL"])]


class _Finder(MetaPathFinder):
    """Finds nothing itself; what the others find for `smtplib` is changed after it has been loaded."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname != "smtplib":
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        found = next((spec for finder in others if (spec := finder.find_spec(fullname, path, target))), None)
        if found and found.loader:
            found.loader = _Loader(found.loader)
        return found


class _Loader(Loader):
    """Loads as `loader` does."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        lead_here(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)  # `get_source` for tracebacks, and the like
