"""The server's side of a playground: the only Python that ships to the browser.

It is also plain CPython, tested without a browser. It never imports ``js`` or ``pyodide`` or the rest of
``sandbox``; what it needs from outside is handed in. Its whole surface is :class:`sandbox.bridge.surface.Bridge`,
which takes and returns plain data (``str``, ``int``, ``bytes``, ``list``, ``dict``, ``None``) of the shapes that
``web/protocol.ts`` names.
"""
