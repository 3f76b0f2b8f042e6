#!/usr/bin/env python3
"""Runs everything that a contributor does with Flaskroom, from a fresh clone on: `python3 dev.py` lists the commands.

It needs nothing but Python; every tool is installed into `.venv` and run there. A newcomer would get this wrong: the
syntax here stays within Python 3.6, so that an older Python still gets as far as saying which one is needed.
"""

import argparse
import concurrent.futures
import contextlib
import difflib
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

if sys.version_info < (3, 11):
    sys.exit("Flaskroom needs Python 3.11 or newer; this is Python {}.{}.{}.".format(*sys.version_info[:3]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE_MODULES = ROOT / "node_modules"
BUILD = ROOT / ".build"
ASSETS = ROOT / "docs" / "assets" / "sandbox"
SITE = ROOT / "site"
DEBIAN = Path("/etc/debian_version")


class Failure(Exception):
    """What stopped the command, in words that say what to do."""


# --- Running tools ----------------------------------------------------------------------------------------------------

OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|Failed to establish a new connection"
    r"|Temporary failure in name resolution|Network is unreachable|error sending request|dns error|tcp connect error"
)


def tool(name: str) -> str:
    """Path of a program in `.venv`."""
    return str(BIN / (name + ".exe" if os.name == "nt" else name))


def environment() -> dict[str, str]:
    """The tools of `.venv` come first; nothing is coloured, buffered or told about newer versions."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    plain = {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    quiet = {"DENO_NO_UPDATE_CHECK": "1", "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**os.environ, **plain, **quiet, "PATH": path}


def run(name: str, *command: str | Path, advice: str = "", downloads: bool = False, cwd: Path = ROOT) -> None:
    """Runs one tool while a line counts the seconds; raises `Failure` with the end of its output."""
    with tempfile.TemporaryFile() as output:
        with stopwatch(name) as tick:
            process = start(command, cwd=cwd, stdout=output)
            try:
                while process.poll() is None:
                    tick()
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(timeout=1)
            finally:
                stop(process)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if process.returncode == 0:
        return
    if downloads and OFFLINE.search(text):
        raise Failure(f"{name}: cannot be downloaded without a network. Connect, then run the same command again.")
    tail = "\n".join(f"    {line}" for line in text.splitlines()[-40:])
    raise Failure(f"{name} failed (exit code {process.returncode}). The end of its output:\n{tail}\n{advice}".rstrip())


def start(command: tuple[str | Path, ...] | list[str], **options: object) -> subprocess.Popen[bytes]:
    words = [str(word) for word in command]
    settings: dict[str, object] = {"cwd": ROOT, "env": environment(), "stdin": subprocess.DEVNULL, **options}
    return subprocess.Popen(words, stderr=subprocess.STDOUT, **settings)  # type: ignore[call-overload, no-any-return]


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a program as Ctrl+C would, so that it can tidy up; by force where that takes too long."""
    if process.poll() is None:
        process.terminate() if os.name == "nt" else process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def stopwatch(name: str) -> Iterator[Callable[[], None]]:
    """One line that counts on a terminal; elsewhere one at the start and one at the end."""
    started = time.monotonic()
    live = sys.stdout.isatty()

    def show(end: str) -> None:
        print(f"\r{name}: {time.monotonic() - started:.0f} s", end=end, flush=True)

    if not live:
        print(f"{name} ...", flush=True)
    try:
        yield lambda: show("") if live else None
    finally:
        show("\n")


# --- Steps: done only when what they read has changed -----------------------------------------------------------------


class Step(NamedTuple):
    name: str
    action: Callable[[], None]
    reads: tuple[str, ...]  # files and folders, relative to the root
    makes: Path
    settings: tuple[str, ...] = ()  # names of environment variables

    @property
    def stamp(self) -> Path:
        return BUILD / "stamps" / self.name


def prepare(*steps: Step) -> None:
    """Brings the steps up to date, in this order; two commands at once take turns."""
    with turn():
        for step in steps:
            digest = fingerprint(step.reads, step.settings)
            if is_fresh(step, digest):
                continue
            step.stamp.unlink(missing_ok=True)
            step.action()
            step.stamp.parent.mkdir(exist_ok=True)
            step.stamp.write_text(digest)


def is_fresh(step: Step, digest: str = "") -> bool:
    """True where the step's result is as new as what it reads, whose fingerprint may be given."""
    there = step.makes.exists() and step.stamp.exists()
    return there and step.stamp.read_text() == (digest or fingerprint(step.reads, step.settings))


def fingerprint(names: tuple[str, ...], settings: tuple[str, ...] = ()) -> str:
    """Of the content, of what `.venv` has built in (this Python and this folder), and of environment variables."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for setting in settings:
        digest.update(f"\0{setting}={os.environ.get(setting, '')}".encode())
    for path in files(names):
        digest.update(f"\0{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def files(names: tuple[str, ...]) -> list[Path]:
    found = []
    for name in names:
        path = ROOT / name
        found += [path] if path.is_file() else [entry for entry in path.rglob("*") if entry.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


@contextlib.contextmanager
def turn() -> Iterator[None]:
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    run("Python environment", sys.executable, "-m", "venv", "--clear", VENV)


def install_packages() -> None:
    lock = ROOT / "requirements" / "dev.txt"
    install = [tool("python"), "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", str(lock)]
    run("Python packages", *install, downloads=True)
    # `import sandbox` works from everywhere in .venv: MkDocs, Zensical and pytest need no setting of their own.
    where = [tool("python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    folder = subprocess.run(where, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    Path(folder, "flaskroom.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def install_npm() -> None:
    advice = "Where deno.json is newer than deno.lock, run: python3 dev.py lock"
    run("npm packages", tool("deno"), "install", "--frozen", downloads=True, advice=advice)
    NODE_MODULES.touch()


def build_bundle() -> None:
    run("Python for the browser", tool("python"), "-m", "sandbox.bundle", downloads=True)


def build_scripts() -> None:
    """Everything anew beside the old files, so that a mistake leaves the page with those and a rename with no rest."""
    bundle = [tool("deno"), "bundle", "--platform", "browser", "--minify"]
    with tempfile.TemporaryDirectory(dir=str(BUILD)) as folder:
        page = ["--code-splitting", "--outdir", folder, "sandbox/web/playground.ts"]
        worker = ["--format", "iife", "-o", f"{folder}/worker.js", "sandbox/web/worker.ts"]
        offline = ["--format", "iife", "-o", f"{folder}/service-worker.js", "sandbox/web/service-worker.ts"]
        run("Scripts of the page", *bundle, *page, downloads=True)
        run("Script of the worker", *bundle, *worker, downloads=True)
        run("Service worker", *bundle, *offline, downloads=True)
        ASSETS.mkdir(parents=True, exist_ok=True)
        made = {path.name for path in Path(folder).iterdir()}
        for path in Path(folder).iterdir():
            path.replace(ASSETS / path.name)
        for path in ASSETS.glob("*.js"):
            if path.name not in made:
                path.unlink()
    shutil.copy(str(ROOT / "sandbox" / "web" / "frame.html"), str(ASSETS))


def copy_fonts() -> None:
    (ASSETS / "fonts").mkdir(parents=True, exist_ok=True)
    for family, styles in FONTS.items():
        for style in styles:
            name = f"{family}-latin-wght-{style}.woff2"
            shutil.copy(str(NODE_MODULES / "@fontsource-variable" / family / "files" / name), str(ASSETS / "fonts"))


def build_site() -> None:
    target = BUILD / "site"
    run("Site", tool("mkdocs"), "build", "--strict", "--site-dir", target, advice="Correct it and run it again.")
    if origin := os.environ.get(SANDBOX_ORIGIN):
        run("Second host", tool("python"), "-m", "sandbox.second_host", target, origin)
    run("Offline", tool("python"), "-m", "sandbox.offline", target)
    shutil.rmtree(SITE, ignore_errors=True)
    target.replace(SITE)


ENVIRONMENT = Step("venv", make_venv, (), BIN)
PACKAGES = Step("packages", install_packages, ("requirements/dev.txt",), Path(tool("mkdocs")))
NPM = Step("npm", install_npm, ("deno.json", "deno.lock"), NODE_MODULES)
TOOLS = (ENVIRONMENT, PACKAGES, NPM)

LOCKS = ("requirements/packages.txt", "requirements/bundle-tools.txt", "deno.lock")
#: Python that the page for grading carries as text (`web/grading/sources.ts`).
GRADING_MODULES = ("discussion", "edition", "errors", "exercises", "lessons", "project", "requests_http", "toml_file")
GRADING = ("sandbox/classroom", *(f"sandbox/{name}.py" for name in GRADING_MODULES))
#: What makes the bundle, and what imports the modules whose memory is in it.
BUNDLERS = ("sandbox/bundle", "sandbox/bridge", "sandbox/web/python/interpreter.ts", "sandbox/web/python/snapshot.ts")
BUNDLE = Step("bundle", build_bundle, (*LOCKS, *BUNDLERS), ASSETS / "bundle" / "manifest.json")
SCRIPTS = Step("scripts", build_scripts, ("deno.json", "deno.lock", "sandbox/web", *GRADING), ASSETS / "playground.js")
#: The site's own fonts, so that no other host is asked for any: family → styles.
FONTS = {"source-serif-4": ("normal", "italic"), "jetbrains-mono": ("normal",)}
FONT_FILES = Step("fonts", copy_fonts, ("deno.lock",), ASSETS / "fonts")
BROWSER_HALF = (BUNDLE, SCRIPTS, FONT_FILES)

CONTENT = ("mkdocs.yml", "docs", "lessons")
#: Folders of sandbox/ that MkDocs imports, with the modules beside them.
CONTENT_ENGINE = ("templates", "authoring")
#: Origin of a site's second host, where it has one (docs/contributing/hosting.md).
SANDBOX_ORIGIN = "FLASKROOM_SANDBOX_ORIGIN"
STATIC_SITE = Step(
    "site", build_site, ("requirements/dev.txt", *CONTENT, "sandbox"), SITE / "index.html", (SANDBOX_ORIGIN,)
)


# --- serve ------------------------------------------------------------------------------------------------------------


class SiteServer:
    """`mkdocs serve` as a child: its words are passed on, its address comes last, once it answers."""

    def __init__(self, port: int) -> None:
        # Under click 8.2 and newer, MkDocs 1.6.1 leaves live reload off unless it is asked for.
        # An author's errors stand on the page and are no end: see sandbox/live_errors.py.
        self.command = [tool("mkdocs"), "serve", "--livereload", "--no-strict", "--dev-addr", f"127.0.0.1:{port}"]
        self.wanted = False

    def start(self) -> None:
        # A session of its own: Ctrl+C is for this program, which then ends the other one and keeps its farewell quiet.
        told = {**environment(), "FLASKROOM_SERVE": "1"}
        self.process = start(self.command, stdout=subprocess.PIPE, start_new_session=True, env=told)
        self.wanted = True
        self.reader = threading.Thread(target=self.pass_on, args=(self.process,), daemon=True)
        self.reader.start()

    def pass_on(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for raw in lines:
                line = raw.decode("utf-8", "replace").rstrip()
                address = re.search(r"Serving on (http\S+)", line)
                if address and answers(address.group(1)):
                    print(f"\nFlaskroom is at {address.group(1)} (Ctrl+C ends it)", flush=True)
                elif self.wanted and not address and "Watching paths" not in line:
                    print(line, flush=True)
                if "will appear stuck" in line:  # MkDocs answers nothing until the next build succeeds
                    print("Correct it and save. Where the mistake is: python3 dev.py lint", flush=True)
        if self.wanted:
            print("The site could not be built. Correct it and save: it is built again by itself.", flush=True)

    def stop(self) -> None:
        self.wanted = False
        stop(self.process)
        self.reader.join(timeout=5)

    @property
    def running(self) -> bool:
        return self.process.poll() is None


def answers(address: str) -> bool:
    """Waits for the first answer, of whatever status; false if it does not come in 30 s."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            direct.open(address, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def require_free(port: int) -> None:
    with socket.socket() as probe:
        if os.name != "nt":  # On Windows this option would let two servers share a port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            other = f"python3 dev.py serve --port {port + 1 if port < 65535 else 8000}"
            raise Failure(f"Port {port} is taken. End what uses it, or choose another: {other}") from None


def serve(arguments: list[str]) -> int:
    """Builds what is stale and serves the site; saved changes appear by themselves. --port N (default 8000)."""
    parser = argparse.ArgumentParser(prog="dev.py serve", description=serve.__doc__)
    parser.add_argument("--port", type=int, default=8000, choices=range(1, 65536), metavar="N", help="default: 8000")
    port = parser.parse_args(arguments).port
    require_free(port)
    prepare(*TOOLS, *BROWSER_HALF)
    watched = (*CONTENT, "sandbox")
    before = times(watched)
    server = SiteServer(port)
    server.start()
    try:
        while True:
            time.sleep(0.5)
            now = times(watched)
            changed = {path.relative_to(ROOT).parts for path, _ in before.items() ^ now.items()}
            before = now
            if changed:
                follow(changed, server)
    except KeyboardInterrupt:
        print()
        return 0
    finally:
        server.stop()


def follow(changed: set[tuple[str, ...]], server: SiteServer) -> None:
    """MkDocs sees changed prose and lessons itself; the rest is up to us."""
    if any(parts[0] == "sandbox" for parts in changed):
        try:
            prepare(*BROWSER_HALF)
        except Failure as failure:
            print(f"{failure}\nServing goes on with what was built before.", flush=True)
    # The content engine is imported by MkDocs once, when it starts.
    engine = any(parts[0] == "sandbox" and (len(parts) == 2 or parts[1] in CONTENT_ENGINE) for parts in changed)
    if engine or not server.running:
        server.stop()
        server.start()


def times(names: tuple[str, ...]) -> dict[Path, int]:
    found = {}
    for path in files(names):
        with contextlib.suppress(OSError):  # gone since it was listed
            found[path] = path.stat().st_mtime_ns
    return found


# --- test -------------------------------------------------------------------------------------------------------------

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_CHROMIUM = "Install Chromium or Chrome so that its program is on the PATH, or name that program in CHROMIUM."
#: Program → the Debian package that has it. xvfb-run needs xauth and only recommends it.
DEBIAN_BROWSERS = {
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "xauth": "xauth",
}


def find_browsers() -> None:
    """Puts Chromium's path into FLASKROOM_CHROMIUM; fetches browsers where it can."""
    missing = [package for program, package in DEBIAN_BROWSERS.items() if not shutil.which(program)]
    if missing and DEBIAN.exists() and shutil.which("apt-get") and os.getuid() == 0:
        # Before Playwright's own Chromium, which would need system libraries that a bare Debian lacks.
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        try:
            run("Debian's list of packages", "apt-get", "update")
            run("Browsers", "apt-get", "install", "--yes", "--no-install-recommends", *missing)
        except Failure as failure:
            print(failure, flush=True)
    found = chromium()
    if not found:
        run("Chromium", tool("playwright"), "install", "chromium", advice=INSTALL_CHROMIUM)
        found = chromium()
    if not found:
        raise Failure(f"There is no Chromium. {INSTALL_CHROMIUM}")
    os.environ["FLASKROOM_CHROMIUM"] = found


def chromium() -> str | None:
    if os.environ.get("CHROMIUM"):
        named = shutil.which(os.environ["CHROMIUM"])
        if not named:
            raise Failure(f"CHROMIUM is {os.environ['CHROMIUM']!r}, which is no program. Correct it, or unset it.")
        return named
    script = "import playwright.sync_api as p\nwith p.sync_playwright() as own: print(own.chromium.executable_path)"
    ask = subprocess.run([tool("python"), "-c", script], stdout=subprocess.PIPE, text=True, check=True)
    return next(filter(None, map(shutil.which, (*CHROMIUM, ask.stdout.strip()))), None)


def stream(*command: str | Path) -> int:
    """Runs a tool that speaks for itself; returns its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(word) for word in command], cwd=str(ROOT), env=environment(), check=False).returncode


def test(arguments: list[str]) -> int:
    """Everything: checks, both languages, real browsers. Or a lesson, <track>/<lesson>; or what pytest is given."""
    named = [folder for folder in map(lesson_named, arguments) if folder]
    if named:
        return test_lessons(arguments, named)
    prepare(*TOOLS, *BROWSER_HALF)
    find_browsers()
    if not arguments:
        run_checks()
        if stream(tool("deno"), "test", "--allow-all", "--quiet", "tests/web"):
            return 1
    prepare(STATIC_SITE)
    pytest = (tool("python"), "-m", "pytest")
    if arguments:
        return stream(*pytest, *arguments)
    # Tests of one file stay together, as they share what they set up. A browser fills all processors by itself, so two
    # side by side gain nothing, and what their tests wait for comes late.
    beside = stream(*pytest, "--numprocesses=auto", "--dist=loadfile", "--ignore=tests/site")
    return stream(*pytest, "tests/site") or beside


def lesson_named(word: str) -> Path | None:
    """The folder that stands for a lesson's name, folder or page; it need not be there, but its track is."""
    parts = re.sub(r"^(\./)?((lessons|docs)/)?", "", word.replace(os.sep, "/")).rstrip("/").split("/")
    if len(parts) != 2 or not (ROOT / "lessons" / parts[0]).is_dir():
        return None
    return ROOT / "lessons" / parts[0] / (parts[1][:-3] if parts[1].endswith(".md") else parts[1])


def test_lessons(arguments: list[str], named: list[Path]) -> int:
    """Builds what is needed, then proves the lessons. Of a misspelt name, `flaskroom` says at once what is near."""
    prepare(ENVIRONMENT, PACKAGES)
    native = "native" in arguments and not {"shipped", "page"}.intersection(arguments)
    if not native and all((folder / "lesson.toml").is_file() for folder in named):
        prepare(*TOOLS, *BROWSER_HALF)
        find_browsers()
        prepare(STATIC_SITE)
    return author("test", arguments)


def author(name: str, arguments: list[str]) -> int:
    """Hands over to a command of `flaskroom`."""
    sys.stdout.flush()
    command = [tool("python"), "-m", "sandbox.cli", name, *arguments]
    return subprocess.run(command, cwd=str(ROOT), env=environment(), check=False).returncode


def lint(arguments: list[str]) -> int:
    """Says all that is wrong with a lesson, <track>/<lesson>, or with all of them; runs nothing."""
    prepare(ENVIRONMENT, PACKAGES)
    return author("lint", arguments)


def new(arguments: list[str]) -> int:
    """Writes a new lesson, `lesson <track>/<lesson>`, or one more playground of a lesson."""
    prepare(ENVIRONMENT, PACKAGES)
    return author("new", arguments)


def doctor(arguments: list[str]) -> int:
    """Says what this machine lacks, and what to do; it needs nothing but Python."""
    refuse(arguments)
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "sandbox.authoring.doctor"], cwd=str(ROOT), check=False).returncode


# --- check, format, lock, bench, build, clean -------------------------------------------------------------------------

CHECKS = {
    "types (mypy)": ("mypy",),
    "types (deno check)": ("deno", "check", "--quiet", "sandbox", "tests"),
    "lint (ruff)": ("ruff", "check", "--quiet"),
    "lint (deno lint)": ("deno", "lint", "--quiet"),
    "format (ruff)": ("ruff", "format", "--check", "--quiet"),
    "format (deno fmt)": ("deno", "fmt", "--check", "--quiet"),
    "import rules": ("lint-imports", "--cache-dir", ".build/import-linter"),
    "spelling": ("codespell",),
    "lessons (flaskroom lint)": ("python", "-m", "sandbox.cli", "lint"),
}


def check(arguments: list[str]) -> int:
    """Types, lint, formatting, import rules and spelling."""
    refuse(arguments)
    prepare(*TOOLS)
    run_checks()
    return 0


def run_checks() -> None:
    failed = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        print(f"{len(CHECKS)} checks ...", flush=True)
        running = {pool.submit(capture, *words): name for name, words in CHECKS.items()}
        for future in concurrent.futures.as_completed(running):
            code, text, seconds = future.result()
            print(f"{running[future]}: {'failed' if code else 'passed'} ({seconds:.0f} s)", flush=True)
            if code:
                failed.append(running[future])
                print(text.rstrip(), flush=True)
    if failed:
        raise Failure(
            f"Failed: {', '.join(sorted(failed))}. `python3 dev.py format` mends what can be mended by itself."
        )


def capture(program: str, *arguments: str) -> tuple[int, str, float]:
    started = time.monotonic()
    process = start([tool(program), *arguments], stdout=subprocess.PIPE)
    text = process.communicate()[0].decode("utf-8", "replace")
    return process.returncode, text, time.monotonic() - started


def format_code(arguments: list[str]) -> int:
    """Formats the code and mends what the linters can mend."""
    refuse(arguments)
    prepare(*TOOLS)
    fixes = [("ruff", "check", "--fix"), ("ruff", "format"), ("deno", "lint", "--fix"), ("deno", "fmt")]
    return max([stream(tool(program), *words) for program, *words in fixes])


def lock(arguments: list[str]) -> int:
    """Makes the lock files anew after a change of requirements/*.in or deno.json; --upgrade takes the newest."""
    parser = argparse.ArgumentParser(prog="dev.py lock", description=lock.__doc__)
    parser.add_argument("--upgrade", action="store_const", const=["--upgrade"], default=[])
    upgrade = parser.parse_args(arguments).upgrade
    prepare(ENVIRONMENT, PACKAGES)
    options = ["--quiet", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", *upgrade]
    ours = ["--universal", "--python-version", "3.11"]
    for name, python in [("packages", ours), ("dev", ours), ("bundle-tools", ["--python-version", "3.14"])]:
        compiling = [tool("uv"), "pip", "compile", *options, *python, f"{name}.in", "--output-file", f"{name}.txt"]
        run(f"requirements/{name}.txt", *compiling, downloads=True, cwd=ROOT / "requirements")
    run("deno.lock", tool("deno"), "install", "--frozen=false", downloads=True)
    return 0


def bench(arguments: list[str]) -> int:
    """Measures a playground's start against a bare Pyodide's, [rounds]; a large site's build, `site`; or `grade`."""
    prepare(*TOOLS, BUNDLE)
    if arguments[:1] != ["grade"]:
        prepare(*BROWSER_HALF, STATIC_SITE)
        find_browsers()
    return stream(tool("python"), "-m", "tests.bench", *arguments)


def build(arguments: list[str]) -> int:
    """Builds site/, which any static server serves, from any folder."""
    refuse(arguments)
    prepare(*TOOLS, *BROWSER_HALF, STATIC_SITE)
    print(f"The site is in {SITE}{os.sep}")
    return 0


def grade(arguments: list[str]) -> int:
    """Grades a folder of submissions in the shipped Python; --help tells more."""
    prepare(*TOOLS, BUNDLE)
    return classroom("grade", arguments)


def assign(arguments: list[str]) -> int:
    """Makes an assignment's link and complete file from a short file; --list shows the exercises."""
    prepare(ENVIRONMENT, PACKAGES)
    return classroom("assign", arguments)


def rehearse(arguments: list[str]) -> int:
    """Fills the current folder with a made-up class of thirty, to try grading before the term begins."""
    prepare(ENVIRONMENT, PACKAGES)
    return from_here("tests.classroom.made_up_class", arguments)


def export(arguments: list[str]) -> int:
    """Writes a lesson or an assignment for an LMS (SCORM), or an assignment for Classroom 50; --help tells more."""
    prepare(*TOOLS, *BROWSER_HALF, STATIC_SITE)
    return classroom("export", arguments)


def classroom(command: str, arguments: list[str]) -> int:
    return from_here("sandbox.classroom.commands", [command, *arguments])


def from_here(module: str, arguments: list[str]) -> int:
    """From where the instructor is, since that is what the names of their files are relative to."""
    sys.stdout.flush()
    words = [tool("python"), "-m", module, *arguments]
    return subprocess.run(words, env=environment(), check=False).returncode


def clean(arguments: list[str]) -> int:
    """Removes everything that the other commands made."""
    refuse(arguments)
    # The stamps go first: interrupted, this leaves things to be made again, never half a thing that counts as whole.
    made = [BUILD, VENV, NODE_MODULES, ASSETS, SITE]
    for path in [path for path in made if path.exists()]:
        print(f"Removing {path.relative_to(ROOT)}", flush=True)
        shutil.rmtree(str(path))
    for path in list(ROOT.rglob("__pycache__")):
        shutil.rmtree(str(path))
    return 0


# --- The command line -------------------------------------------------------------------------------------------------

COMMANDS = {
    "serve": serve,
    "new": new,
    "lint": lint,
    "test": test,
    "build": build,
    "check": check,
    "format": format_code,
    "bench": bench,
    "assign": assign,
    "grade": grade,
    "rehearse": rehearse,
    "export": export,
    "lock": lock,
    "doctor": doctor,
    "clean": clean,
}


def refuse(arguments: list[str]) -> None:
    if arguments:
        raise Failure(f"This command takes no arguments; found: {' '.join(arguments)}")


def usage() -> str:
    lines = [f"  {name:8}{(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: python3 dev.py COMMAND", "", *lines])


def main() -> int:
    name, arguments = (sys.argv[1:2] or ["--help"])[0], sys.argv[2:]
    if name in ("-h", "--help", "help"):
        print(usage())
        return 0
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, 1)
        meant = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(COMMANDS)}."
        raise Failure(f"There is no command {name!r}; {meant}")
    for ending in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, ending):  # So that programs started from here end with it.
            signal.signal(getattr(signal, ending), lambda number, _: sys.exit(128 + number))
    return COMMANDS[name](arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
