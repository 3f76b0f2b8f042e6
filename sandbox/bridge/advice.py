"""What to do about the mistakes that beginners make most; empty where the message says it already."""

from __future__ import annotations

NOT_HERE = frozenset({"socket", "threading", "multiprocessing", "subprocess"})


def advise(error: BaseException) -> str:
    name = type(error).__name__
    text = str(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return (
            f"There is no module {error.name!r} here. Check its spelling; a package has to be among those that the "
            "page offers, and a file of your own has to be in this project."
        )
    if name == "NoAppException" and "multiple" in text:
        return "Keep one Flask object in the module, or name it app: that one is taken first."
    if name in ("NoAppException", "NoServer"):
        return (
            "Create one in app.py: app = Flask(__name__)."
            if name == "NoAppException"
            else ('End app.py with: if __name__ == "__main__": app.run().')
        )
    if isinstance(error, TypeError) and "did not return a valid response" in text:
        return "A view has to return something on every path: text, a dict, a template, a redirect."
    if name == "TemplateNotFound":
        return "Templates are looked up in the folder templates beside app.py; compare the name letter by letter."
    if isinstance(error, MemoryError):
        return "Something grows without end: look for a loop that appends and never stops."
    if isinstance(error, RecursionError):
        return "A function calls itself without an end; look for the pair of lines that repeats in the traceback."
    if isinstance(error, SystemExit):
        return "The code asked Python to exit. A view should return a response instead."
    return ""
