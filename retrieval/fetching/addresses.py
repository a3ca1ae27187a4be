"""Which addresses belong to the public internet, and which of them a host has."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, ip_network
from threading import Thread

IPAddress = IPv4Address | IPv6Address
Resolve = Callable[[str], Sequence[str]]

_CARRY_IPV4 = tuple(map(ip_network, ("::ffff:0:0/96", "64:ff9b::/96")))
_GLOBAL_UNICAST = ip_network("2000::/3")
# Python 3.11 calls these global (later releases some of them); no public page lives there.
_NOT_PUBLIC = (
    ip_network("168.63.129.16/32"),  # Azure's own services, as its machines see them
    ip_network("192.0.0.0/24"),  # protocol assignments; Oracle's cloud has its metadata here
    ip_network("192.88.99.0/24"),  # relays of 6to4
    ip_network("2001::/23"),  # Teredo, among others
    ip_network("2002::/16"),  # 6to4: any IPv4 address may hide inside
    ip_network("3fff::/20"),  # documentation
)


def is_public_address(address: IPAddress) -> bool:
    """Whether an address may be connected to. The rules, in order:

    1. IPv4 carried in IPv6 (mapped, NAT64) is judged as the IPv4 address that it is.
    2. Other IPv6 is public only in 2000::/3: never loopback, link-local or unique local.
    3. Multicast, what `ipaddress` calls not global, and the networks above are not public.
    """
    if any(address in network for network in _CARRY_IPV4):
        return is_public_address(IPv4Address(int(address) & 0xFFFFFFFF))
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _NOT_PUBLIC)


def look_up(host: str) -> tuple[str, ...]:
    """The addresses of an ASCII host, the system's favourite first. Raises OSError."""
    # As bytes, since the codec for text fails on long labels with an error of its own.
    rows = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in rows))


def look_up_within(seconds: float, resolve: Resolve, host: str) -> Sequence[str]:
    """What `resolve` finds, or TimeoutError: the system's resolver knows no timeout itself."""
    answer: Future[Sequence[str]] = Future()

    def work() -> None:
        try:
            answer.set_result(resolve(host))
        except Exception as error:
            answer.set_exception(error)

    Thread(target=work, daemon=True).start()
    return answer.result(seconds)
