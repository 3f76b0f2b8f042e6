"""Makes a built site use its second host: ``python -m sandbox.second_host SITE ORIGIN``, before `offline.py`.

The second host serves the same files under the same path. A frame from there has an origin of its own, in which a
browser keeps compiled WebAssembly; it does so only for a response of the type ``application/wasm``, so the interpreter
is laid beside the compressed one once more. Every page is told the origin; a page without it uses an opaque one.
"""

from __future__ import annotations

import gzip
import html
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

BUNDLE = "assets/sandbox/bundle"
INTERPRETER = "pyodide.asm.wasm"


def use_second_host(site: Path, origin: str) -> None:
    """Completes the built site in place.

    :raises ValueError: where `origin` is not one.
    :raises FileNotFoundError: where the bundle is not in the site.
    """
    require_origin(origin)
    bundle = site / BUNDLE
    manifest = json.loads((bundle / "manifest.json").read_text("utf-8"))
    packed = bundle / manifest["files"][INTERPRETER]["file"]
    packed.with_suffix(".wasm").write_bytes(gzip.decompress(packed.read_bytes()))
    mark = f'<meta name="flaskroom-sandbox" content="{html.escape(origin)}">'
    for page in site.rglob("*.html"):
        head, end, rest = page.read_text("utf-8").partition("</head>")
        if mark not in head and end:
            page.write_bytes(f"{head}{mark}{end}{rest}".encode())


def require_origin(origin: str) -> None:
    """Scheme and host, with a port where it is not the usual one; as browsers write it."""
    parts = urlsplit(origin)
    if parts.scheme in ("http", "https") and parts.netloc and f"{parts.scheme}://{parts.netloc.lower()}" == origin:
        return
    raise ValueError(
        f"FLASKROOM_SANDBOX_ORIGIN is {origin!r}. It has to be the origin of the second host alone, "
        "such as https://sandbox.example.org: https:// and the host's name in small letters, without a path or a slash."
    )


if __name__ == "__main__":
    try:
        use_second_host(Path(sys.argv[1]), sys.argv[2])
    except ValueError as error:
        sys.exit(str(error))
