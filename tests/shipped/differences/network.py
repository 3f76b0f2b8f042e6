"""Reaching others. At home each program reaches the very server that runs it."""

from __future__ import annotations

import socket
import socketserver
import urllib.error
import urllib.request

from flask import request

from .entries import differs

CUT_OFF = "there is no network here"
UNREACHABLE = f"OSError: [Errno 40] {CUT_OFF}"
NO_SUCH_NAME = f"gaierror: [Errno -4] {CUT_OFF}"


def own_address() -> tuple[str, int]:
    return "127.0.0.1", int(request.environ["SERVER_PORT"])


@differs(
    "`urllib`, `http.client`, `ftplib`",
    "reach other servers",
    "`URLError` or another `OSError`, at once. Put a stand-in where your code asks others",
    gives=404,
    instead=f"URLError: <urlopen error [Errno -4] {CUT_OFF}>",
)
def urlopen() -> int:
    host, port = own_address()
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        direct.open(f"http://{host}:{port}/missing")
    except urllib.error.HTTPError as error:
        return error.code
    return 0


@differs(
    "Names of hosts: `socket.gethostbyname`",
    "become addresses",
    "`socket.gaierror`, also for `localhost`",
    gives="127.0.0.1",
    instead=NO_SUCH_NAME,
)
def name_of_a_host() -> str:
    return socket.gethostbyname("localhost")


@differs("", "", "", gives=True, instead=NO_SUCH_NAME)
def addresses_of_a_host() -> bool:
    return bool(socket.getaddrinfo("127.0.0.1", 80))


@differs(
    "Sockets",
    "connect and listen",
    "`OSError` from `connect()`, `bind()` and `sendto()`. So no other server of Python's library starts",
    gives="HTTP/1.1 404",
    instead=UNREACHABLE,
)
def connection() -> str:
    with socket.socket() as plain:
        plain.connect(own_address())
        plain.sendall(b"GET /missing HTTP/1.0\r\n\r\n")
        return plain.recv(12).decode()


@differs("", "", "", gives=True, instead=False)
def attempt_to_connect() -> bool:
    with socket.socket() as plain:
        return plain.connect_ex(own_address()) == 0


@differs("", "", "", gives="listens", instead=UNREACHABLE)
def another_server() -> str:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler):
        return "listens"


@differs("", "", "", gives=1, instead=UNREACHABLE)
def datagram() -> int:
    with socket.socket(type=socket.SOCK_DGRAM) as plain:
        return plain.sendto(b"x", own_address())
