"""What to do about the mistakes that beginners make most; empty where the message says it already."""

from __future__ import annotations

import pkgutil
import sys
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateNotFound

from sandbox.bridge.flask_advice import advise_about_flask

try:  # made with the bundle: the names under which its packages are imported
    from sandbox.bridge.offered import OFFERED  # type: ignore[import-not-found, unused-ignore]
except ModuleNotFoundError:
    OFFERED = ()

NO_NETWORK = "The app has no network in the browser."
NO_PROCESSES = "No other programs can be started in the browser."
NO_SYSTEM = (
    "Compare the name, letter by letter. In the browser no operating system is below Python, so some are missing."
)
#: Class, words of the message, what to do. The first that fits is taken.
ADVICE: tuple[tuple[str, str, str], ...] = (
    ("NoAppException", "multiple", "Keep one Flask object in the module, or name one of them app."),
    ("NoAppException", "could not call it without", "Give each parameter of the factory a default value."),
    ("NoAppException", "Could not locate", "Name the file with your app app.py."),
    ("NoAppException", "Failed to find", "Create one in app.py: app = Flask(__name__)."),
    ("NoServer", "ran to its end", 'End app.py with: if __name__ == "__main__": app.run().'),
    ("NoServer", "", "Name the file with your app app.py."),
    ("ServesWhileImported", "", 'Put the call under: if __name__ == "__main__":'),
    (
        "ImportError",
        "circular import",
        "Two files import each other, or one has the name of a package that it imports.",
    ),
    ("ImportError", "cannot import name", "Compare the name, letter by letter, with the one in that module."),
    ("TypeError", "a valid response. The function either", "Return something on every path: text, a dict, a template."),
    ("TypeError", "but it was a function", "The view returns a function itself: write () after its name to call it."),
    ("TypeError", "but it was a method", "The view returns a method itself: write () after its name to call it."),
    (
        "TypeError",
        "The return type must be",
        "Return text, a dict, a list or a template: str(value) makes a text of it.",
    ),
    ("TypeError", "is not JSON serializable", "Build a dict or list of plain values from it, and return that."),
    (
        "RuntimeError",
        "no secret key was set",
        'Sessions and flash() need: app.secret_key = "text that nobody guesses".',
    ),
    ("RuntimeError", "outside of request context", "Use it inside a view, or in a function that a view calls."),
    ("RuntimeError", "outside of application context", "Use it inside a view, or under: with app.app_context():"),
    ("AssertionError", "can no longer be called", "Do it where the app is made, before it gets its first request."),
    ("AssertionError", "overwriting an existing endpoint", "Two views have the same function name: rename one."),
    ("UndefinedError", "is undefined", "Hand the value to the template: render_template(…, name=value)."),
    ("OperationalError", "no such table", "Create the tables before the first query, under: with app.app_context():"),
    ("ProgrammingError", "number of bindings", "Values go in as one tuple, and a tuple of one needs a comma: (name,)."),
    ("TypeError", "'function' object", "A function is used without calling it: write () after its name."),
    ("TypeError", "'method' object", "A method is used without calling it: write () after its name."),
    (
        "TypeError",
        "'builtin_function_or_method' object",
        "A function is used without calling it: write () after its name.",
    ),
    ("AttributeError", "'function' object", "A function is used without calling it: write () after its name."),
    (
        "AttributeError",
        "'NoneType' object",
        "It is None here, as when a search finds nothing: test it before you use it.",
    ),
    ("RuntimeError", "'async' extra", "Async views need a package that is not here: write def in place of async def."),
    ("RuntimeError", "start new thread", "There are no threads in the browser: do the work inside the view."),
    ("RuntimeError", "Cannot stack switch", "There is no event loop in the browser: write def in place of async def."),
    ("MissingBackendError", "", 'Choose a hash that needs no more packages: SECURITY_PASSWORD_HASH = "pbkdf2_sha512".'),
    ("OSError", "does not support processes", NO_PROCESSES),
    ("OSError", "there is no network", NO_NETWORK),
    ("RuntimeError", "TLS not supported", NO_NETWORK),
    (
        "UnsupportedOperation",
        "fileno",
        "Here the log is no file of a system: print to sys.stdout or sys.stderr itself.",
    ),
    ("AttributeError", "module 'os' has no attribute", NO_SYSTEM),
    ("AttributeError", "module 'signal' has no attribute", NO_SYSTEM),
    ("AttributeError", "module 'socket' has no attribute", NO_SYSTEM),
    ("AttributeError", "module 'time' has no attribute", NO_SYSTEM),
    ("NotImplementedError", "lacks multiprocessing", NO_PROCESSES),
    ("ZoneInfoNotFoundError", "", "Compare the name, letter by letter; and the zones themselves need: import tzdata."),
    ("UnknownLocaleError", "", "The browser has the most common languages only, such as en, de, es, fr and ja."),
    ("EOFError", "", "Nobody types into a server: take input from the request, request.args or request.form."),
    ("MemoryError", "", "Something grows without end: look for a loop that appends and never stops."),
    ("RecursionError", "", "A function calls itself without an end: look for the lines that repeat in the traceback."),
    ("SystemExit", "", "The code asked Python to exit, but a server goes on. A view returns a response instead."),
    ("gaierror", "", NO_NETWORK),
    ("URLError", "", NO_NETWORK),
    ("ConnectionError", "", NO_NETWORK),
)
#: Modules that people look for, and why they are not offered.
ABSENT: tuple[tuple[str, str], ...] = (
    ("_multiprocessing celery gunicorn multiprocessing rq waitress", NO_PROCESSES),
    ("aiohttp boto3 httpx requests stripe urllib3", NO_NETWORK),
    ("_ssl ssl", "Nothing is encrypted here: smtplib works without a context."),
    ("dns", f"{NO_NETWORK} Mail addresses are checked with check_deliverability=False."),
    ("MySQLdb psycopg psycopg2 pymongo pymysql redis", f"{NO_NETWORK} SQLite keeps its data in a file."),
    ("flask_jwt flask_jwt_extended", "Tokens are made with PyJWT: import jwt."),
    ("argon2 bcrypt cryptography gevent greenlet numpy pandas PIL", "It is compiled for other machines."),
)


def advise(error: BaseException, message: str, root: Path) -> str:
    """One or two sentences, or nothing; `root` is the project's folder."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _about_module(error.name, root)
    if isinstance(error, TemplateNotFound):
        return _about_template(str(error.name), root)
    if said := advise_about_flask(error, root):
        return said
    names = {base.__name__ for base in type(error).__mro__}
    return next((advice for name, words, advice in ADVICE if name in names and words in message), "")


def _about_module(name: str, root: Path) -> str:
    top = name.partition(".")[0]
    cause = next((cause for names, cause in ABSENT if top in names.split()), "")
    if top in sys.stdlib_module_names:
        return f"{top.lstrip('_')} belongs to Python, but the Python in the browser comes without it. {cause}".rstrip()
    known = {module.name for module in pkgutil.iter_modules()}.union(path.stem for path in root.glob("*.py"))
    if "." in name and top in known and not cause:
        return f"{top} has no module of that name: compare it, letter by letter."
    if top in OFFERED:
        return f"Write at the top of the file: import {top}. The page looks there for what it has to fetch."
    if cause:
        return _not_offered(top, f"{cause} ", ".")
    near = get_close_matches(top, sorted(known.union(OFFERED, sys.stdlib_module_names)), 1, cutoff=0.8)
    if near and near[0] not in OFFERED:
        return f"Did you mean {near[0]}?"
    return _not_offered(top, "", f"; did you mean {near[0]}?" if near else ".")


def _not_offered(name: str, cause: str, end: str) -> str:
    offered = f"Offered are {', '.join(OFFERED)}" if OFFERED else "Check the spelling"
    return f'The browser has no package "{name}". {cause}{offered}{end}'


def _about_template(name: str, root: Path) -> str:
    folders = [folder for folder in root.rglob("templates") if folder.is_dir()]
    if not folders:
        return "Templates are looked up in a folder named templates beside app.py; this project has none."
    there = sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.*")})
    if near := get_close_matches(name, there, 1):
        return f"Did you mean {near[0]!r}?"
    return f"The folder templates holds {', '.join(there) or 'no file'}."
