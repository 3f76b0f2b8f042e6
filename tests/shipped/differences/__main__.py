"""Writes the table of the catalogue into `docs/differences.md`."""

from .table import PAGE, with_table

PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
