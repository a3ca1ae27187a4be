"""One request over HTTP, to addresses that were checked, and over by a deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from retrieval.fetching.addresses import IPAddress
from retrieval.fetching.urls import port, refusal

_LATER = "check the address, or try again later"


class Deadline:
    """The moment by which all of a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds to go, above 0. Raises TimeoutError when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


@dataclass(frozen=True, slots=True)
class Road:
    """How to get to a host: its checked addresses, until when, and whom TLS trusts.

    Without `tls` it is the system's and certifi's authorities.
    """

    addresses: Sequence[IPAddress]
    deadline: Deadline
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer whose body is still to come, as chunks in the server's encoding."""

    status: int
    headers: httpx.Headers
    chunks: Iterable[bytes]


@contextmanager
def get(url: httpx.URL, headers: Mapping[str, str], road: Road) -> Iterator[Reply]:
    """The reply to one GET. Raises FetchError, TimeoutError, also while the body is read."""
    target = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=port(url), target=url.raw_path
    )
    backend = _Backend(road)
    with (
        _translated(url),
        httpcore.HTTPConnection(target.origin, road.tls, network_backend=backend) as connection,
        connection.stream("GET", target, headers=tuple(headers.items())) as response,
    ):
        yield Reply(response.status, httpx.Headers(response.headers), response.iter_stream())


class _Backend(httpcore.NetworkBackend):
    """Connects to the checked addresses, whatever the name would stand for by now."""

    def __init__(self, road: Road) -> None:
        self._road = road

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Tries one address after the other, each for its share of the time."""
        failure: Exception = httpcore.ConnectError(f"no address of {host}")
        for n, address in enumerate(self._road.addresses):
            share = self._road.deadline.left() / (len(self._road.addresses) - n)
            try:
                stream = httpcore.SyncBackend().connect_tcp(str(address), port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._road.deadline)
        raise failure


class _Stream(httpcore.NetworkStream):
    """Gives each step no more than what is left of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            left = self._deadline.left()
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except BaseException:
            self.close()
            raise
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def _translated(url: httpx.URL) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimeoutError from error
    except httpcore.ConnectError as error:
        cause = error.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            problem = f"its certificate is not valid for it ({cause.verify_message})"
        elif isinstance(cause, ssl.SSLError):
            problem = "no secure connection came about"
        else:
            problem = "cannot be reached"
        raise refusal(url, f"{problem}; {_LATER}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise refusal(url, f"the answer broke off, or is not HTTP; {_LATER}") from error
