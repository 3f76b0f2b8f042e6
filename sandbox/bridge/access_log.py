"""Access-log lines in Werkzeug's own format, by Werkzeug's own code, without a socket."""

from __future__ import annotations

from werkzeug import serving

# The page tints lines by their status; escape sequences for a terminal would only have to be taken out again.
serving._log_add_style = False


class AccessLog(serving.WSGIRequestHandler):
    """The development server's request handler, of which only the logging is used."""

    def __init__(self) -> None:
        # The base class would read a request from a socket here.
        self.client_address = ("127.0.0.1", 5000)

    def line(self, method: str, target: str, status: int) -> None:
        """Logs `"GET /path HTTP/1.1" 200 -` to the logger ``werkzeug``."""
        self.command, self.path, self.request_version = method, target, "HTTP/1.1"
        self.requestline = f"{method} {target} {self.request_version}"
        self.log_request(status)
