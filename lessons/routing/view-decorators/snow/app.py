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


@app.get("/snow/<valley>")
@cached(seconds=5)
def snow(valley):
    app.logger.warning("Calculating the snow of %s …", valley)
    depth = sum(len(valley) * n % 7 for n in range(100_000)) % 400
    return {"valley": valley, "centimeters": depth}
