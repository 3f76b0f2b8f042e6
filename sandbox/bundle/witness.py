"""Runs inside an interpreter that has just answered: which entries of its archive are loaded, and which patterns.

A pattern is noted with its flags, as Python writes them.
"""

import re
import sys

ARCHIVE = "/lib/python314.zip/"
origins = [getattr(getattr(module, "__spec__", None), "origin", None) or "" for module in list(sys.modules.values())]
{
    "entries": sorted(origin.removeprefix(ARCHIVE) for origin in origins if origin.startswith(ARCHIVE)),
    "patterns": sorted(repr((pattern, flags)) for _type, pattern, flags in vars(re)["_cache"]),
}
