"""Code has the colours that Pygments' own lexer gives it."""

from __future__ import annotations

import pytest
from pygments.lexers.python import PythonLexer

from sandbox import markup
from tests.course import ROOT

AWKWARD = '''
lazy = type = match = _ = case = 1
match case:
    case {"a": _, **größe} if not größe is None: type Pair = tuple[int, int]
class  A ( B ) :
    r"""Says \\n nothing."""
    def __init__(self, x:=1, *, y = rb'\\x00' "a %s" f"{x!r:>{y}} {self.__dict__}"): yield from super().__init__()
async def f(): return lambda x=...: x if x in(1,2)and not x else True
@app.get ("/")
from . import a as b, print as c
import a.b as c ; print"no" ; 0x1F ; 1_000.5e-3j ; a<b>c != d @ e
x = .5 + a.b.c[...] + 1..real + "" + "a""b" + "é" + "%d" + "{}" + "\\"" + """a "b" c""" + u"d" + a."e
"""Says
  "more". """; "plain"
\t\ttabs = "open
'''


@pytest.mark.parametrize("text", [AWKWARD, AWKWARD.replace("\n", "\r\n"), AWKWARD.replace(" ", "  ")])
def test_awkward_code_has_its_colours(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert _coloured(text) == _by_pygments(monkeypatch, text)


def test_the_code_of_lessons_has_its_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("lessons/**/*.py")]
    assert [text for text in texts if _coloured(text) != _by_pygments(monkeypatch, text)] == []


def _coloured(text: str) -> str:
    return markup.listed.__wrapped__("app.py", text)


def _by_pygments(monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    with monkeypatch.context() as patched:
        patched.setitem(markup._lexers, "py", PythonLexer())
        return _coloured(text)
