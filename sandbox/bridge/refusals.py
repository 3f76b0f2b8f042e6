"""What the bridge itself finds wrong, in words for the learner; all else is raised by Flask, pytest or the app."""

from __future__ import annotations


class Refusal(Exception):
    """`kind` is that of the Problem (`web/protocol.ts`) which it becomes."""

    kind = "app"


class BadName(Refusal):
    """A file's name leads out of the project, or is a folder's name too."""


class UnknownCommand(Refusal):
    """The project asks to be run in a way that the bridge does not know."""


class NoServer(Refusal):
    """`python app.py` came to its end without starting a server, or there is no such file."""


class NoChecks(Refusal):
    """pytest found nothing to run, or could not start."""

    kind = "checks"


class BrokenOff(Refusal):
    """pytest itself failed while it ran the checks."""

    kind = "checks"


class ServesWhileImported(Refusal):
    """A check imports the app, and the app starts its server at once instead of being imported."""

    kind = "checks"
