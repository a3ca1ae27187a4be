"""Fetches one web page from the public internet; the only door to the network for sources."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from ipaddress import ip_address

import httpx

from retrieval.errors import FetchError
from retrieval.fetching import kinds
from retrieval.fetching.addresses import (
    IPAddress,
    Resolve,
    is_public_address,
    look_up,
    look_up_within,
)
from retrieval.fetching.body import ENCODINGS, read_body
from retrieval.fetching.pages import Fetched, Limits
from retrieval.fetching.transport import Deadline, Reply, Road, get
from retrieval.fetching.urls import canonical, joined, netloc, parsed, redirected, refusal

_REDIRECTS = (301, 302, 303, 307, 308)
_SAVE = "save it from a browser and add the file"
_LATER = "try again later"
_STATUSES = {
    401: ("wants a login", _SAVE),
    403: ("refuses programs, or wants a login", _SAVE),
    404: ("there is no such page", "check the address"),
    410: ("the page is gone", "look for a copy in a web archive"),
    429: ("wants fewer requests", _LATER),
    451: ("is withheld for legal reasons", "look for another source"),
}


class Fetcher:
    """Fetches pages, one at a time, with no cookies, no proxy and no trust in the server.

    `is_public` decides which addresses may be connected to; `resolve` turns a host, also one
    spelled as a number, into addresses or raises OSError; `tls` replaces the authorities that
    certificates are checked against.
    """

    def __init__(
        self,
        user_agent: str,
        limits: Limits | None = None,
        *,
        is_public: Callable[[IPAddress], bool] = is_public_address,
        resolve: Resolve = look_up,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": ", ".join((*kinds.TYPES, "*/*;q=0.1")),
            "Accept-Encoding": ENCODINGS,
            "Connection": "close",
        }
        self._limits = limits or Limits()
        self._is_public = is_public
        self._resolve = resolve
        self._tls = tls

    def fetch(self, url: str) -> Fetched:
        """The page at `url`, which every redirect is followed to and checked on the way.

        Raises FetchError, whose line begins with the address, and names the one redirected to.
        """
        hops = [parsed(url)]
        try:
            return self._follow(hops)
        except FetchError as error:
            if len(hops) == 1:
                raise
            raise redirected(hops[0], error) from error

    def _follow(self, hops: list[httpx.URL]) -> Fetched:
        deadline = Deadline(self._limits.seconds)
        try:
            while not isinstance(answer := self._visit(hops[-1], deadline), Fetched):
                hops.append(self._next(hops, answer))
        except TimeoutError as error:
            problem = f"took longer than {self._limits.seconds:g} s; {_LATER}"
            raise refusal(hops[-1], problem) from error
        return answer

    def _next(self, hops: list[httpx.URL], location: str) -> httpx.URL:
        """The hop behind the last one; hops and an unsafe step are refused where they begin."""
        last = hops[-1]
        target = joined(last, location).copy_with(fragment=None)
        if last.scheme == "https" and target.scheme == "http":
            raise refusal(last, f"redirects to http, where anybody can alter it; {_SAVE}")
        if target in hops:
            raise refusal(last, f"redirects in a circle, as pages that want cookies do; {_SAVE}")
        if len(hops) > self._limits.redirects:
            raise refusal(last, f"redirects more than {self._limits.redirects} times; {_SAVE}")
        return target

    def _visit(self, url: httpx.URL, deadline: Deadline) -> Fetched | str:
        """The page at `url`, or the location that it redirects to."""
        road = Road(self._addresses(url, deadline), deadline, self._tls)
        with get(url, {"Host": netloc(url), **self._headers}, road) as reply:
            location = reply.headers.get("location")
            if reply.status in _REDIRECTS and location:
                return str(location)
            return self._page(url, reply)

    def _addresses(self, url: httpx.URL, deadline: Deadline) -> tuple[IPAddress, ...]:
        """All addresses of the host, looked up once; one that is not public spoils them all."""
        host = url.raw_host.decode("ascii")
        try:
            found = look_up_within(deadline.left(), self._resolve, host)
            addresses = tuple(map(ip_address, found))
        except TimeoutError:
            raise
        except (OSError, ValueError) as error:
            problem = "its host is not known; check the address and your connection"
            raise refusal(url, problem) from error
        hidden = next((a for a in addresses if not self._is_public(a)), None)
        if hidden is not None:
            raise refusal(url, f"its host is at {hidden}, which is not public; {_SAVE}")
        return addresses

    def _page(self, url: httpx.URL, reply: Reply) -> Fetched:
        _check_status(url, reply.status)
        media_type, charset = kinds.declared(reply.headers.get("content-type", ""))
        if media_type not in (*kinds.TYPES, *kinds.UNDECLARED):
            problem = f"is of type '{media_type[:60]}', which cannot be read"
            raise refusal(url, f"{problem}; add a page, a PDF or a DOCX file")
        data = read_body(url, reply, self._limits.size)
        if not data.strip():
            raise refusal(url, f"the page is empty; {_SAVE}")
        content_type = kinds.actual_type(media_type, charset, data)
        if content_type is None:
            said = media_type or "of no type"
            problem = f"says it is {said} but holds something else"
            raise refusal(url, f"{problem}; add a page, a PDF or a DOCX file")
        return Fetched(canonical(url), content_type, charset, data)


def _check_status(url: httpx.URL, status: int) -> None:
    if 200 <= status < 300:
        return
    other = ("its server is in trouble", _LATER) if status >= 500 else ("gives no page", _SAVE)
    what, cure = _STATUSES.get(status, other)
    raise refusal(url, f"{what} (HTTP {status}); {cure}")
