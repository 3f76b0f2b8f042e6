"""Hooks of MkDocs that give the site's search what it keeps of a page, and the reader the whole page.

An optimisation and nothing more: search drops the rest anyway, and takes longer to read it than all other work on the
page together. A generator that knows no hooks builds the same pages and the same index without this.
"""

from __future__ import annotations

import re
from typing import Any

from mkdocs.plugins import CombinedEvent, event_priority

#: Scripts, and elements that ask to be left out, up to the first end tag of their kind: so search reads them too.
_LEFT_OUT = re.compile(
    r"<(?:script\b[^>]*>[^<]*</script>"
    r"|(details|figure|ol)\b[^>]* data-search-exclude\b[^>]*>(?:[^<]++|<(?!/\1>))*+</\1>)"
)
_CODE = re.compile(r"<pre\b(?:[^<]++|<(?!/pre>))*+</pre>")
_COLOUR = re.compile(r"</?span\b[^>]*>")
#: Address of a page → its text as readers get it.
_whole: dict[str, str] = {}


@event_priority(100)
def before_search(context: Any, /, page: Any, **_: Any) -> Any:
    """Takes out of the page what search would drop."""
    _whole[page.url] = page.content
    page.content = _CODE.sub(lambda code: _COLOUR.sub("", code[0]), _LEFT_OUT.sub("", page.content))
    return context


@event_priority(-100)
def after_search(context: Any, /, page: Any, **_: Any) -> Any:
    """Puts the page back as it was, before the theme takes it."""
    page.content = _whole.pop(page.url)
    return context


# Not earlier, as plugins such as Material's tags write into pages until this event begins.
on_page_context = CombinedEvent(before_search, after_search)
