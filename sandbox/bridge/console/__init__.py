"""What stands behind the page's console: `flask`, `python`, `pytest` and `pip`, run as a terminal would run them.

It has an interpreter of its own, as a second terminal has a process of its own, and is imported with the first command.
"""
