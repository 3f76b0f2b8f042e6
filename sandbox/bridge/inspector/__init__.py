"""What happens inside Flask while it answers a request, as plain data for the page, without changing any of it.

`inspector.py` is the whole of it for the bridge; the others each know one part of Flask.
"""
