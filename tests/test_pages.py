"""Fences found in pages: each with its line, and only those that PyMdown SuperFences would find too."""

from __future__ import annotations

import pytest
from markdown import Markdown

from sandbox.errors import AuthorError, Fault
from sandbox.pages import Fence, parse_header, scan

PAGE = """---
title: Fences
---
# Fences

``` playground path="/greet/Ada"
a/b/plain
```

1. In a list

    ~~~~ playground
    a/b/list
    ~~~~

!!! note
\t``` playground
\ta/b/tab
\t```

> ``` quiz
> Quoted?
>
> (x) a
> ( ) b
> ```

````markdown
``` playground
a/b/quoted-in-a-longer-fence
```
````

Inline ``` playground ``` is no fence, nor is ```this``` one.

```python
x = "``` playground"
```

```{ .playground path="/" }
a/b/braces
```
"""


def test_finds_each_with_its_line() -> None:
    assert [(fence.line, fence.language, fence.options.strip(), fence.body) for fence in scan(PAGE, "p.md")] == [
        (6, "playground", 'path="/greet/Ada"', "a/b/plain"),
        (12, "playground", "", "a/b/list"),
        (17, "playground", "", "a/b/tab"),
        (21, "quiz", "", "Quoted?\n\n(x) a\n( ) b"),
        (40, "playground", '{ path="/" }', "a/b/braces"),
    ]


def test_superfences_finds_the_same() -> None:
    found: list[str] = []

    def formatter(source: str, *_: object, **__: object) -> str:
        found.append(source)
        return "<div></div>"

    def validator(*_: object) -> bool:
        return True

    names = ("playground", "quiz")
    custom = [{"name": name, "class": name, "format": formatter, "validator": validator} for name in names]
    extensions = ["admonition", "pymdownx.superfences"]
    Markdown(extensions=extensions, extension_configs={"pymdownx.superfences": {"custom_fences": custom}}).convert(PAGE)
    assert found == [fence.body for fence in scan(PAGE, "p.md")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n``` playground\na/b/c\n", 'p.md:2: the fence "playground" is never closed'),
        ("``` quiz\nA?\n````\n", 'p.md:1: the fence "quiz" is never closed'),
        (
            "- x\n\n    ``` playground\n    a/b/c\n  ```\n",
            'p.md:3: the fence "playground" is never closed; line 5 is indented less than the fence',
        ),
        ("``` playgrounds\na/b/c\n```\n", 'p.md:1: found the fence "playgrounds"; did you mean "playground"?'),
        ("``` quizz\n```\n", 'p.md:1: found the fence "quizz"; did you mean "quiz"?'),
    ],
)
def test_what_an_author_is_told(text: str, message: str) -> None:
    with pytest.raises(AuthorError) as caught:
        list(scan(text, "p.md"))
    assert str(caught.value) == message


def test_header() -> None:
    assert parse_header(""" path="/?a='b'" title='It is "so"' run="" """) == {
        "path": "/?a='b'",
        "title": 'It is "so"',
        "run": "",
    }


@pytest.mark.parametrize("options", ["path=/x", "path", 'path="/x', '{ path="/" }', 'path="/"title="x"', '"x"'])
def test_malformed_header(options: str) -> None:
    with pytest.raises(Fault, match='expected options such as path="/greet/Ada", each with quotes and no braces'):
        parse_header(options)


def test_option_twice() -> None:
    with pytest.raises(Fault, match='option "path" comes twice'):
        parse_header('path="/" path="/x"')


def test_place_of_a_fault() -> None:
    fence = Fence("docs/p.md", 6, "quiz", "", "A?")
    assert str(fence.error(Fault("bad", 2))) == "docs/p.md:8: bad"
    assert str(fence.error(Fault("bad"))) == "docs/p.md:6: bad"
