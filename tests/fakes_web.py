"""A web server on 127.0.0.1 whose pages behave as told, and a fetcher that may reach it.

`with web_server({"/a": page(b"<p>Hello.")}) as base_url` serves until the block ends. A route is
a function of the request's handler, so that it can misbehave in any way HTTP allows and others.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

from retrieval.fetching.addresses import IPAddress, is_public_address
from retrieval.fetching.fetcher import Fetcher
from retrieval.fetching.pages import Limits

LOCAL = "127.0.0.1"
HTML = "text/html; charset=utf-8"

# Made for these tests alone; valid until 2120 for news.example and xn--bcher-kva.example.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBkTCCATigAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5PbnJlY29y
ZCB0ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG
A1UEAwwOT25yZWNvcmQgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS0
mmtIeRSVJBpHnMC1HCgSU71wQEtSixn41qpgWr9qggId+5SAzljmMo/1cZD30nBd
3vm+hmHXxQymXdww2qGlo28wbTAuBgNVHREEJzAlggxuZXdzLmV4YW1wbGWCFXhu
LS1iY2hlci1rdmEuZXhhbXBsZTAMBgNVHRMEBTADAQH/MA4GA1UdDwEB/wQEAwIC
hDAdBgNVHQ4EFgQUE6zCSieJIiJ4TbZcdeg4vppg3eUwCgYIKoZIzj0EAwIDRwAw
RAIgKmUxMgF9+uLzazMBxhgWZCgMXcx5r6bQdtRbsOML8UECIGRdtD5Us+M2pu6j
PSdgM66kfJgFuDPizlDclAdRI82A
-----END CERTIFICATE-----
"""
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgifJdM6PhjlaUhqmO
kjM1Z+K8bWV6BkuMjcCl33fI0hWhRANCAAS0mmtIeRSVJBpHnMC1HCgSU71wQEtS
ixn41qpgWr9qggId+5SAzljmMo/1cZD30nBd3vm+hmHXxQymXdww2qGl
-----END PRIVATE KEY-----
"""


class Handler(BaseHTTPRequestHandler):
    """One request; `stopping` is set when the server is about to close."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    server: _Server

    @property
    def stopping(self) -> Event:
        """What a slow route waits on instead of sleeping."""
        return self.server.stopping

    def do_GET(self) -> None:
        """Plays the route of the path, or answers 404."""
        self.close_connection = True
        self.server.requests.append((self.path, self.headers))
        self.server.routes.get(self.path, page(b"nothing here", status=404))(self)

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Status line and headers."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


Route = Callable[[Handler], None]
Requests = list[tuple[str, Message]]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for every answer to end

    def __init__(self, host: str, routes: Mapping[str, Route], requests: Requests) -> None:
        super().__init__((host, 0), Handler)
        self.routes = routes
        self.requests = requests
        self.stopping = Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Readers that hang up are the point of most routes; other errors are ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def web_server(
    routes: Mapping[str, Route],
    requests: Requests | None = None,
    *,
    host: str = LOCAL,
    tls: ssl.SSLContext | None = None,
) -> Iterator[str]:
    """Serves routes by path; yields "http://127.0.0.1:PORT". `requests` collects what came."""
    server = _Server(host, routes, [] if requests is None else requests)
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://{host}:{server.server_port}"
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def server_tls(folder: Path, names: list[str | None]) -> ssl.SSLContext:
    """TLS with the certificate above; `names` collects the names that clients ask for."""
    (folder / "server.pem").write_text(KEY + CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    return context


def local_fetcher(
    limits: Limits | None = None,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    tls: ssl.SSLContext | None = None,
) -> Fetcher:
    """A fetcher for which 127.0.0.1, but no other hidden address, counts as public.

    `names` are the only host names that exist; IP addresses stand for themselves.
    """

    def resolve(host: str) -> Sequence[str]:
        if host.replace(".", "").isdigit():
            return (host,)
        if host not in (names or {}):
            raise OSError("no such host")
        return (names or {})[host]

    return Fetcher("Onrecord/tests", limits, is_public=local_or_public, resolve=resolve, tls=tls)


def local_or_public(address: IPAddress) -> bool:
    """The default check, with one exception."""
    return address == ip_address(LOCAL) or is_public_address(address)


def page(body: bytes, content_type: str | None = HTML, status: int = 200, **more: str) -> Route:
    """An ordinary answer; more headers as `set_cookie="a=b"`."""
    typed = {} if content_type is None else {"content-type": content_type}
    others = {name.replace("_", "-"): value for name, value in more.items()}
    headers = {"content-length": str(len(body)), **typed, **others}

    def route(handler: Handler) -> None:
        handler.begin(status, headers)
        handler.wfile.write(body)

    return route


def redirect(location: str, status: int = 302, **more: str) -> Route:
    """An answer that leads elsewhere."""
    return page(b"moved", status=status, location=location, **more)


def zipped(body: bytes, content_type: str = HTML) -> Route:
    """An answer compressed as gzip: a bomb when the body is long and dull."""
    return page(gzip.compress(body), content_type, content_encoding="gzip")


def endless(piece: bytes, start: bytes = b"", **headers: str) -> Route:
    """A body that goes on with `piece` until the reader hangs up."""

    def route(handler: Handler) -> None:
        others = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.begin(200, {"content-type": HTML, **others})
        handler.wfile.write(start)
        while not handler.stopping.is_set():
            handler.wfile.write(piece)

    return route


def dripping(answer: bytes, seconds: float) -> Route:
    """The raw bytes of an answer, headers included, one by one."""

    def route(handler: Handler) -> None:
        for n in range(len(answer)):
            if handler.stopping.wait(seconds):
                return
            handler.wfile.write(answer[n : n + 1])

    return route


def raw(answer: bytes) -> Route:
    """The bytes of an answer as they are, right or wrong."""

    def route(handler: Handler) -> None:
        handler.wfile.write(answer)

    return route


def reset() -> Route:
    """A connection torn down without an answer."""

    def route(handler: Handler) -> None:
        at_once = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        handler.connection.close()

    return route
