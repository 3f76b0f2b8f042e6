"""Where the view that answers the current request is written.

For errors that Flask raises about a view after it has returned, when none of its frames is left in the traceback.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from flask import Flask, request

from sandbox.bridge.problems import relative


def place_of_view(app: Flask, root: Path) -> tuple[str, int] | None:
    """File inside the project and line of the `def`, or None where the view is not one of the project's."""
    view = app.view_functions.get(request.endpoint or "")
    if made_from := getattr(view, "view_class", None):
        view = getattr(made_from, request.method.lower(), made_from.dispatch_request)
    try:
        view = inspect.unwrap(view) if view else None
        file = relative(inspect.getsourcefile(view), root) if view else None
        if not view or not file:
            return None
        lines, first = inspect.getsourcelines(view)
    except (TypeError, OSError):  # not written in Python, or its source is gone
        return None
    # The first lines are the decorators.
    return file, first + next((n for n, line in enumerate(lines) if "def " in line), 0)
