"""Small programs of the kind that people write, each with what it gives at home and what it gives in the browser.

The folder is sent as it is into both Pythons. So nothing is imported here but Flask and the standard library, and a
module says `from .entries`, because the package has another name there.
"""
