"""The world outside of the interpreter, for one that has none: asking for it is an error at once.

A newcomer would leave that to the system. WebAssembly's invents an address for every name, "connects" to it, lets
servers listen to nobody, and may call a program successful that never ran.
"""

from __future__ import annotations

import errno
import os
import socket
from typing import NoReturn

from sandbox.bridge import outbox


def close_off() -> None:
    """Makes sockets and other programs raise `OSError`, as they do on a computer that is cut off. Mails are taken."""
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, _no_name)
    for name in ("connect", "bind", "listen", "sendto", "sendmsg"):
        setattr(socket.socket, name, _no_network)
    setattr(socket.socket, "connect_ex", lambda *_: errno.ENETUNREACH)  # noqa: B010  # it returns what others raise
    for name in ("system", "fork", "execv", "execve"):
        setattr(os, name, _no_processes)
    outbox.install()


def _no_name(*_: object, **__: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_FAIL, "there is no network here")


def _no_network(*_: object) -> NoReturn:
    raise OSError(errno.ENETUNREACH, "there is no network here")


def _no_processes(*_: object, **__: object) -> NoReturn:
    # As subprocess words it in WebAssembly.
    raise OSError(errno.ENOTSUP, "emscripten does not support processes.")
