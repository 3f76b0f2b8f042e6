"""Hash-locked wheels for the shipped Python, which is not the Python that runs this.

PyPI has no WebAssembly wheel of MarkupSafe, and building one would need an unlocked build back end. So any binary
wheel of it is taken, and its accelerator is left out: the package falls back to its own pure ``_native`` module.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PYTHON = "3.14"
#: Packages without a pure wheel whose compiled parts are optional. Others stop the build with pip's own message.
ACCELERATED = frozenset({"markupsafe"})
PURE = ["--implementation", "py", "--abi", "none", "--platform", "any"]
BINARY = ["--implementation", "cp", "--abi", f"cp{PYTHON.replace('.', '')}", "--platform", "manylinux_2_17_x86_64"]


def requirement_blocks(lock: str) -> dict[str, str]:
    """Splits a requirements file with hashes into its requirements: canonical name → the lines that lock it."""
    blocks = (block for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock) if "==" in block)
    return {re.split(r"[=\[;\s]", block, maxsplit=1)[0].lower(): block for block in blocks}


def download(lock_file: Path, folder: Path) -> list[Path]:
    """Downloads every requirement of `lock_file` as a pure wheel into the empty `folder`.

    Raises `subprocess.CalledProcessError` when pip cannot satisfy a hash, a platform or the network.
    """
    blocks = requirement_blocks(lock_file.read_text(encoding="utf-8"))
    pure = "".join(block for name, block in blocks.items() if name not in ACCELERATED)
    accelerated = "".join(block for name, block in blocks.items() if name in ACCELERATED)
    _pip_download(pure, PURE, folder)
    if accelerated:
        with tempfile.TemporaryDirectory() as temporary:
            _pip_download(accelerated, BINARY, Path(temporary))
            for wheel in Path(temporary).glob("*.whl"):
                purify(wheel, folder)
    return sorted(folder.glob("*.whl"))


def _pip_download(requirements: str, platform: list[str], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        lock = Path(temporary, "requirements.txt")
        lock.write_text(requirements, encoding="utf-8")
        # The interpreter that runs pip may be older than the one that ships, hence --ignore-requires-python.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "--only-binary=:all:", "--ignore-requires-python"]
        command += ["--python-version", PYTHON, *platform, "--dest", str(folder), "--requirement", str(lock)]
        subprocess.run(command, check=True)


def purify(wheel: Path, folder: Path) -> Path:
    """Writes `wheel` without its shared libraries into `folder`, tagged `py3-none-any`, its RECORD made anew."""
    name, version = wheel.name.split("-")[:2]
    target = folder / f"{name}-{version}-py3-none-any.whl"
    record_name = ""
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pure:
        for info in source.infolist():
            if info.filename.endswith((".so", ".pyd", ".c", ".pyi")) or info.is_dir():
                continue
            if info.filename.endswith(".dist-info/RECORD"):
                record_name = info.filename
                continue
            content = source.read(info)
            if info.filename.endswith(".dist-info/WHEEL"):
                text = re.sub(r"(?m)^Tag: .*\n", "", content.decode())
                content = (
                    text.replace("Root-Is-Purelib: false", "Root-Is-Purelib: true") + "Tag: py3-none-any\n"
                ).encode()
            pure.writestr(zipfile.ZipInfo(info.filename, info.date_time), content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.writerow([info.filename, f"sha256={digest}", len(content)])
        rows.writerow([record_name, "", ""])
        pure.writestr(record_name, record.getvalue())
    return target
