"""Runs inside an interpreter that has just answered: which entries of its archive are loaded."""

import sys

ARCHIVE = "/lib/python314.zip/"
origins = [getattr(getattr(module, "__spec__", None), "origin", None) or "" for module in list(sys.modules.values())]
sorted(origin.removeprefix(ARCHIVE) for origin in origins if origin.startswith(ARCHIVE))
