import time
from functools import wraps

from flask import Flask, request

app = Flask(__name__)


def cached(seconds):
    def decorator(view):
        kept = {}

        @wraps(view)
        def remembering(*args, **kwargs):
            now = time.monotonic()
            made, response = kept.get(request.full_path, (None, None))
            if made is None or now - made > seconds:
                response = view(*args, **kwargs)
                kept[request.full_path] = (now, response)
            return response

        return remembering

    return decorator


@app.get("/tides/<harbor>")
@cached(seconds=5)
def tides(harbor):
    app.logger.warning("Calculating the tides of %s …", harbor)
    height = sum(len(harbor) * n % 7 for n in range(100_000)) % 400
    return {"harbor": harbor, "centimeters": height}
