"""A small site in which the linter finds nothing, for tests to spoil: the golden lesson with a page that has it all."""

from __future__ import annotations

from pathlib import Path

from tests.course import Course

PAGE = "docs/kitchen/tea.md"
TEXT = """---
description: How tea is made.
---

# Tea

``` playground title="A cup"
kitchen/tea/cup
```

1. Now a pot:

    ``` playground path="/pot?strength=3" file="templates/pot.html"
    kitchen/tea/pot
    ```

The view reads the query string; see [home](../index.md#home) and [the view](#the-view).

## The view

```python
--8<-- "kitchen/tea/cup/app.py:view"
```

``` quiz
Where does the strength come from?
( ) The form — A `GET` request has no form.
(x) The query string — It stands behind the `?`.
```

## Where to go next

- [Home](../index.md)
"""


def sound_course(root: Path) -> Course:
    """The site, in a folder of its own."""
    course = Course(root)
    course.write(PAGE, TEXT)
    course.append("lessons/kitchen/tea/pot/static/pot.css", "p { background: url(leaf.png) }\n")
    course.append("mkdocs.yml", "\nnav:\n  - index.md\n  - Kitchen:\n      - kitchen/tea.md\n")
    return course
