from urllib.parse import parse_qs

METHODS = {"PUT", "PATCH", "DELETE"}


class MethodOverride:
    """WSGI middleware: a POST with ?_method=DELETE reaches the app as a DELETE."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        query = parse_qs(environ.get("QUERY_STRING", ""))
        wanted = query.get("_method", [""])[0].upper()
        if environ["REQUEST_METHOD"] == "POST" and wanted in METHODS:
            environ["REQUEST_METHOD"] = wanted
        return self.app(environ, start_response)
