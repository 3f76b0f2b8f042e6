"""The requests that a check sends with a test client, one for each hop, so that the page can send them again.

Nothing is wrapped: the function of Werkzeug's that all test clients call is watched, and neither client nor app knows.
"""

from __future__ import annotations

import io
from collections import deque
from types import CodeType, FrameType
from typing import Any

from werkzeug.datastructures import EnvironHeaders
from werkzeug.formparser import parse_form_data
from werkzeug.test import Client, run_wsgi_app
from werkzeug.wsgi import get_current_url

from sandbox.bridge.inspector.watching import Watch

Plain = dict[str, Any]
#: So many requests of a check are kept, the last ones; bytes of a body; characters of its words.
MOST, BODY, WORDS = 10, 64 * 1024, 120


class SentRequests:
    """Notes what is sent inside a `with` block; `close` is for those who go on after the last one."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._sent: deque[Plain] = deque(maxlen=MOST)
        self._count = 0

    def open(self) -> None:
        self._watch.open()
        self._watch.add(run_wsgi_app.__code__, self._begins)
        self._watch.add(Client.run_wsgi_app.__code__, lambda _: None, self._ends)

    def close(self) -> None:
        self._watch.close()

    def __enter__(self) -> None:
        self.take()
        self._watch.__enter__()

    def __exit__(self, *exception: object) -> None:
        self._watch.__exit__(*exception)

    def take(self) -> tuple[list[Plain], int]:
        """SentRequests (`web/protocol.ts`) since the last time, and how many more there were before them."""
        sent, more = [_plain(**request) for request in self._sent], self._count - len(self._sent)
        self._sent.clear()
        self._count = 0
        return sent, more

    def _begins(self, frame: FrameType) -> None:
        """Called by the client once its cookies are in; responses that are converted call it too."""
        environ = frame.f_locals["environ"]
        if frame.f_back and frame.f_back.f_code is Client.run_wsgi_app.__code__ and isinstance(environ, dict):
            self._count += 1
            # The app may change its environment, and it reads the body.
            self._sent.append({"environ": dict(environ), "body": _body(environ), "status": None})

    def _ends(self, _code: CodeType, value: Any) -> None:
        """One that raises does not return: it stays without a status."""
        if self._sent and self._sent[-1]["status"] is None:
            self._sent[-1]["status"] = int(value[1].split(maxsplit=1)[0])


def _body(environ: Plain) -> bytes | None:
    """What the app will read; None for more than is kept, and for what cannot be read twice."""
    stream = environ.get("wsgi.input")
    if type(stream) is not io.BytesIO:
        return None
    content = stream.getvalue()[stream.tell() :]
    return content if len(content) <= BODY else None


def _plain(environ: Plain, body: bytes | None, status: int | None) -> Plain:
    return {
        "method": environ["REQUEST_METHOD"],
        "url": get_current_url(environ),
        "headers": [[name, value] for name, value in EnvironHeaders(environ)],
        "body": body,
        "said": _words(environ, body),
        "status": status,
    }


def _words(environ: Plain, body: bytes | None) -> str:
    """The body in a few words: fields as `name=tea`, JSON and text as they are."""
    if body is None:
        return "a large body"
    # A check may announce another length, to see what the app does then.
    real = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    _, form, files = parse_form_data({**environ, **real})
    fields = [f"{name}={value}" for name, value in form.items(multi=True)]
    for name, upload in files.items(multi=True):
        fields.append(f"{name}={upload.filename}")
        upload.close()
    try:
        words = ", ".join(fields) or " ".join(body.decode().split())
    except UnicodeDecodeError:
        words = f"{len(body):,} bytes"
    return words if len(words) <= WORDS else f"{words[: WORDS - 1]}…"
