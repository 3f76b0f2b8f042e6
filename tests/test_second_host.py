"""What a second host changes in a built site."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sandbox.second_host import BUNDLE, use_second_host

ORIGIN = "https://sandbox.example.org"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    bundle = tmp_path / BUNDLE
    bundle.mkdir(parents=True)
    (bundle / "pyodide.asm-1.bin").write_bytes(gzip.compress(b"wasm"))
    (bundle / "manifest.json").write_text(json.dumps({"files": {"pyodide.asm.wasm": {"file": "pyodide.asm-1.bin"}}}))
    (tmp_path / "index.html").write_text("<head><title>É</title></head>\n<p></head>\n", "utf-8")
    (tmp_path / "frame.html").write_text("<title>Python</title>")
    return tmp_path


def test_every_page_is_told_once_and_the_interpreter_lies_there_unpacked(site: Path) -> None:
    use_second_host(site, ORIGIN)
    use_second_host(site, ORIGIN)
    mark = f'<meta name="flaskroom-sandbox" content="{ORIGIN}">'
    assert (site / "index.html").read_text("utf-8") == f"<head><title>É</title>{mark}</head>\n<p></head>\n"
    assert (site / "frame.html").read_text() == "<title>Python</title>"
    assert (site / BUNDLE / "pyodide.asm-1.wasm").read_bytes() == b"wasm"


@pytest.mark.parametrize(
    "origin",
    ["sandbox.example.org", f"{ORIGIN}/", f"{ORIGIN}/course", "https://Sandbox.example.org", "ftp://a", "https://"],
)
def test_what_is_no_origin_is_refused_in_words(site: Path, origin: str) -> None:
    with pytest.raises(ValueError, match="It has to be the origin of the second host alone"):
        use_second_host(site, origin)
    assert "flaskroom-sandbox" not in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("origin", [ORIGIN, "http://127.0.0.1:8001"])
def test_a_port_may_be_part_of_it(site: Path, origin: str) -> None:
    use_second_host(site, origin)
