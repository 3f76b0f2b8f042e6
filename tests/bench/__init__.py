"""Measures what a reader waits for: `python3 dev.py bench`; `report.py` lists the figures and their budgets.

A newcomer would get this wrong: times on a shared machine drift, so only the ratios of one run mean something, and no
test asserts any of them.
"""
