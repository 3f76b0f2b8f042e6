"""Reads `requests.http`, the format of VS Code's REST Client and of JetBrains' HTTP Client, as far as lessons use it.

Variables, scripts and included files belong to those editors and have no meaning in a page, so they are errors here
rather than text that is sent as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.errors import Fault, listed, nearest

#: The server that every playground seems to listen on.
ORIGIN = "http://localhost:5000"
#: RFC 9110 section 9.3 and RFC 5789; CONNECT is for proxies.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")  # a field line, RFC 9110 section 5
_EDITOR_ONLY = re.compile(r"<@?\s+\S|>>?!?\s|>\s*\{%|@\w+\s*=")


@dataclass(frozen=True)
class SavedRequest:
    """One request. `path` holds path and query; `body` is text, with CRLF where it is multipart (RFC 2046)."""

    name: str
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: str


def parse(text: str) -> tuple[SavedRequest, ...]:
    """The requests in order.

    :raises Fault: with the line, where a request is malformed or two have one name.
    """
    requests: list[SavedRequest] = []
    for found in read(text):
        if isinstance(found, Fault):
            raise found
        requests.append(found)
    return tuple(requests)


def read(text: str) -> Iterator[SavedRequest | Fault]:
    """The requests in order, with what is wrong in the place of those that are malformed."""
    names: set[str] = set()
    for name, lines in _blocks(text):
        try:
            request = _request(name, lines)
        except Fault as fault:
            yield fault
            continue
        if request and request.name in names:
            yield Fault(f'there are two requests named "{request.name}"', lines[0][0])
        elif request:
            names.add(request.name)
            yield request


def _blocks(text: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """The text cut at `###`: name and numbered lines of each block."""
    blocks: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("###"):
            blocks.append((line.lstrip("#").strip(), []))
        else:
            blocks[-1][1].append((number, line))
    return blocks


def _request(name: str, lines: list[tuple[int, str]]) -> SavedRequest | None:
    """One block as a request; None for a block of comments and empty lines."""
    for number, line in lines:
        if "{{" in line or _EDITOR_ONLY.match(line):
            raise Fault(f"variables, scripts and included files do not work in a page: {line.strip()}", number)
    rest = iter(lines)
    first = next(((number, line) for number, line in rest if line.strip() and not _is_comment(line)), None)
    if first is None:
        if name:
            raise Fault(f'the request "{name}" is empty, expected a line such as GET /', lines[0][0] if lines else None)
        return None
    method, path = _request_line(*first)
    headers = tuple(_headers(rest))
    body = "\n".join(line for _, line in rest).strip("\n")
    if body and method in ("GET", "HEAD", "TRACE"):
        raise Fault(f"{method} has a body, which no browser sends", first[0])
    if body and any(key.lower() == "content-type" and "multipart/" in value.lower() for key, value in headers):
        body = body.replace("\n", "\r\n") + "\r\n"
    return SavedRequest(name or f"{method} {path}", method, path, headers, body)


def _is_comment(line: str) -> bool:
    return line.startswith(("#", "//"))


def _headers(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Reads on to the empty line before the body."""
    for number, line in lines:
        if not line.strip():
            return
        if _is_comment(line):
            continue
        field = _HEADER.fullmatch(line.strip())
        if not field:
            expected = "expected a header such as Accept: text/html, or an empty line"
            raise Fault(f"found {line.strip()!r}, {expected}", number)
        yield field[1], field[2]


def _request_line(number: int, line: str) -> tuple[str, str]:
    method, _, target = line.strip().partition(" ")
    target = re.sub(r"\s+HTTP/[\d.]+$", "", target.strip())
    if method not in METHODS:
        known = f"expected one of {listed(METHODS)}{nearest(method.upper(), METHODS)}"
        raise Fault(f'found method "{method}", {known}', number)
    if re.match(rf"{re.escape(ORIGIN)}(?=[/?]|$)", target):
        target = target.removeprefix(ORIGIN) or "/"
    if not target.startswith(("/", "?")) or target.startswith("//") or re.search(r"\s", target):
        raise Fault(f'found address "{target}", expected {ORIGIN}/… or a path such as /greet/Ada', number)
    return method, target if target.startswith("/") else f"/{target}"
