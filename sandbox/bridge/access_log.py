"""Access-log lines in Werkzeug's own format, by Werkzeug's own code, without a socket."""

from __future__ import annotations

import logging

from werkzeug import _internal, serving

# The page tints lines by their status; escape sequences for a terminal would only have to be taken out again.
serving._log_add_style = False


class AccessLog(serving.WSGIRequestHandler):
    """The development server's request handler, of which only the logging is used."""

    def __init__(self) -> None:
        # The base class would read a request from a socket here.
        self.client_address = ("127.0.0.1", 5000)

    def line(self, method: str, target: str, status: str) -> None:
        """Logs `"GET /path HTTP/1.1" 200 -` to the logger ``werkzeug``."""
        self.command, self.path, self.request_version = method, target, "HTTP/1.1"
        self.requestline = f"{method} {target} HTTP/1.1"
        self.log_request(status)


def announce(address: str) -> None:
    """What `flask run` says once it listens."""
    warning = "WARNING: This is a development server. Do not use it in a production deployment."
    log("info", f"{warning} Use a production WSGI server instead.\n * Running on {address}")
    log("info", "Press CTRL+C to quit")


def log(level: str, message: str) -> None:
    """Werkzeug's log, set up as the development server sets it up."""
    serving._log(level, message)  # type: ignore[attr-defined]


def forget_streams() -> None:
    """Werkzeug keeps the stream that was standard error at its first line; a later bridge has another."""
    logging.getLogger("werkzeug").handlers.clear()
    _internal._logger = None
