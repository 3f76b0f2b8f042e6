"""The app that runs the programs: each is a view at its group and name."""

from __future__ import annotations

from functools import wraps
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import InternalServerError

from . import files, network, python, server
from .entries import ENTRIES, View

GROUPS = (server, python, files, network)
METHODS = ["GET", "POST", "PUT"]

app = Flask(__name__)
app.secret_key = "not a secret"


def answering(view: View) -> View:
    @wraps(view)
    def answer() -> Any:
        given = view()
        return given if isinstance(given, Response) else {"gave": given}

    return answer


@app.errorhandler(500)
def raised(error: InternalServerError) -> Any:
    """Flask has reported the exception by now; the client is told as well, because it compares."""
    cause = error.original_exception
    return {"raised": f"{type(cause).__name__}: {cause}"}, 500


for entry in ENTRIES:
    app.add_url_rule(entry.path, entry.path, answering(entry.view), methods=METHODS)
