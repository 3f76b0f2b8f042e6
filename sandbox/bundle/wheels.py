"""Hash-locked wheels for the shipped Python, which is not the Python that runs this.

PyPI has no WebAssembly wheel of MarkupSafe, and building one would need an unlocked build back end. So any binary
wheel of it is taken, and its accelerator is left out: the package falls back to its own pure ``_native`` module.
Every wheel is written anew without what nobody uses in a browser, which halves some of them and more.
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
from collections.abc import Mapping
from fnmatch import fnmatchcase
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHON = "3.14"
#: What decides about the conditions of requirements; without it they would depend on who builds.
ENVIRONMENT = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": f"{PYTHON}.0",
    "python_version": PYTHON,
    "sys_platform": "emscripten",
}
#: Packages without a pure wheel whose compiled parts are optional. Others stop the build with pip's own message.
ACCELERATED = frozenset({"markupsafe"})
#: Packages without any wheel: the copy is taken that pip installed from the locked source.
SOURCE_ONLY = frozenset({"flask-principal"})
#: Extras that apps here rely on: what they require comes along with the package.
EXTRAS = {"flask-marshmallow": "sqlalchemy", "wtforms": "email"}
#: Required by others, and of no use here → the cause.
USELESS = {"dnspython": "email-validator asks it about mail servers, and there is no network"}
PURE = ["--implementation", "py", "--abi", "none", "--platform", "any"]
BINARY = ["--implementation", "cp", "--abi", f"cp{PYTHON.replace('.', '')}", "--platform", "manylinux_2_17_x86_64"]

#: The languages whose formats come along; all would be 10 MB.
LANGUAGES = "root ar cs da de el en es fi fr he hi hu id it ja ko nb nl no pl pt ro ru sv th tr uk vi zh"
#: Entries of wheels that serve their developers, or browsers of long ago. `*` stands for `/` too.
UNUSED = ("*.so", "*.pyd", "*.c", "*.pyx", "*.pyi", "*.map", "*.po", "*.pot", "*.eot", "*/tests/*", "*/testing/*")
UNUSED_IN = {
    "flask-admin": ("*/fontawesome-free-*", "*/fontawesome-webfont.svg", "*.ttf", "*.otf", "*.woff"),
    "flask-restx": ("*/swagger-ui-es-bundle*",),
}
#: Entry → words in it, and the words that stand there instead.
REPLACED = {
    # A thread would forget the old counts 10 ms later. There are none, so it is done at once.
    "limits/storage/memory.py": (b"self.timer.start()", b"self.timer.function()"),
}


def locked(lock: str) -> dict[str, str]:
    """The requirements of a lock file that the shipped Python has: canonical name → the lines that lock it."""
    found: dict[str, str] = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock):
        line, continued, hashes = block.partition("\\\n")
        if "==" not in line:
            continue
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name not in USELESS and (requirement.marker is None or requirement.marker.evaluate(ENVIRONMENT)):
            # pip would judge the condition by the Python that runs it.
            found[name] = f"{requirement.name}{requirement.specifier} {continued}{hashes}"
    return found


def download(lock_file: Path, folder: Path) -> list[Path]:
    """Puts every requirement of `lock_file` into the empty `folder` as a pure wheel.

    Raises `subprocess.CalledProcessError` when pip cannot satisfy a hash, a platform or the network, and
    `importlib.metadata.PackageNotFoundError` for one of `SOURCE_ONLY` that is not installed.
    """
    requirements = locked(lock_file.read_text(encoding="utf-8"))
    accelerated = requirements.keys() & ACCELERATED
    with tempfile.TemporaryDirectory() as temporary:
        for names, platform in [(requirements.keys() - accelerated - SOURCE_ONLY, PURE), (accelerated, BINARY)]:
            if names:
                _pip_download("".join(requirements[name] for name in sorted(names)), platform, Path(temporary))
        for wheel in Path(temporary).glob("*.whl"):
            purify(wheel, folder)
    for name in requirements.keys() & SOURCE_ONLY:
        wrap(name, folder)
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


def offered(lock: str, folder: Path) -> list[str]:
    """Names to import of the packages that `packages.in` itself names; their wheels are in `folder`."""
    direct = {name for name, lines in locked(lock).items() if "-r packages.in" in lines}
    wheels = [wheel for wheel in folder.glob("*.whl") if canonicalize_name(wheel.name.partition("-")[0]) in direct]
    return sorted(name for wheel in wheels for name in modules(wheel))


def modules(wheel: Path) -> set[str]:
    """The packages in a wheel, or its modules where it has no package."""
    with zipfile.ZipFile(wheel) as opened:
        tops = {entry.partition("/")[0] for entry in opened.namelist() if entry.endswith(".py") and entry[0] != "_"}
    return {top for top in tops if not top.endswith(".py")} or {top.removesuffix(".py") for top in tops}


def purify(wheel: Path, folder: Path) -> Path:
    """Writes `wheel` without what is not used here into `folder`, tagged `py3-none-any`."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as source:
        entries = {info.filename: source.read(info) for info in source.infolist() if not info.is_dir()}
    return _write(folder, name, version, entries)


def wrap(name: str, folder: Path) -> Path:
    """Writes a package that is installed in the Python that runs this into `folder` as a wheel."""
    installed = distribution(name)
    own = [path for path in installed.files or () if path.suffix != ".pyc" and ".." not in path.parts]
    entries = {path.as_posix(): Path(path.locate()).read_bytes() for path in sorted(own)}
    return _write(folder, name, installed.version, entries)


def used(package: str, entry: str) -> bool:
    """Whether an app in the browser can have a use for this entry of a package's wheel."""
    if any(fnmatchcase(entry, pattern) for pattern in (*UNUSED, *UNUSED_IN.get(package, ()))):
        return False
    language = re.match(r"babel/locale-data/([a-z]+)", entry)
    return language is None or language[1] in LANGUAGES.split()


def _write(folder: Path, name: str, version: str, entries: Mapping[str, bytes]) -> Path:
    package = canonicalize_name(name)
    target = folder / f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
    [information] = {entry.rpartition("/")[0] for entry in entries if entry.endswith(".dist-info/WHEEL")}
    written = {f"{information}/{file}" for file in ("WHEEL", "RECORD", "INSTALLER", "REQUESTED", "direct_url.json")}
    content = {entry: raw for entry, raw in entries.items() if entry not in written}
    content = {entry: raw for entry, raw in content.items() if used(package, entry)}
    content[f"{information}/METADATA"] = _required(content[f"{information}/METADATA"], package)
    content[f"{information}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pure:
        for entry, raw in content.items():
            final = _replaced(entry, raw)
            pure.writestr(zipfile.ZipInfo(entry), final)
            digest = base64.urlsafe_b64encode(hashlib.sha256(final).digest()).rstrip(b"=").decode()
            rows.writerow([entry, f"sha256={digest}", len(final)])
        rows.writerow([f"{information}/RECORD", "", ""])
        pure.writestr(zipfile.ZipInfo(f"{information}/RECORD"), record.getvalue())
    return target


def _required(metadata: bytes, package: str) -> bytes:
    """With the requirements of its extra among those of the package itself."""
    extra = EXTRAS.get(package, "").encode()
    return re.sub(rb"""(?m)^(Requires-Dist: [^;\n]+?) *; *extra *== *["']%b["']$""" % extra, rb"\1", metadata)


def _replaced(entry: str, content: bytes) -> bytes:
    """Raises `ValueError` where the words to be replaced are gone: another version needs another look."""
    before, after = REPLACED.get(entry, (b"", b""))
    if before not in content:
        raise ValueError(f"{entry} has no {before.decode()} any more, see REPLACED in {__file__}")
    return content.replace(before, after) if before else content
