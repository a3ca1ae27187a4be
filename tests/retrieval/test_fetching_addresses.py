"""Which addresses are public: the default check itself, in the order of its rules."""

from __future__ import annotations

import threading
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fetching.addresses import is_public_address, look_up, look_up_within

PUBLIC = "1.1.1.1 93.184.216.34 198.17.255.255 172.32.0.1 2606:4700::1111 2a00:1450:4001::200e"
HIDDEN = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
    168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.1
    192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250
    240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::8.8.8.8 100::1 2001::1 2001:db8::1 2001:10::1 2002:7f00:1:: 2002:a00:1::1
    3fff::1 5f00::1 64:ff9b:1::808:808 fc00::1 fd00:ec2::254 fe80::1 fe80::1%1 fec0::1 ff02::1
"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_an_address_of_the_public_internet_may_be_connected_to(address: str) -> None:
    assert is_public_address(ip_address(address))


@pytest.mark.parametrize("address", HIDDEN.split())
def test_an_address_of_a_network_of_ones_own_may_not(address: str) -> None:
    assert not is_public_address(ip_address(address))


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_ipv4_inside_ipv6_is_judged_as_ipv4(address: IPv4Address, prefix: str) -> None:
    carried = IPv6Address(int(IPv6Address(prefix)) + int(address))
    assert is_public_address(carried) == is_public_address(address)


@given(st.ip_addresses(v=4) | st.ip_addresses(network="2000::/3"))
def test_nothing_is_public_that_python_knows_better(address: IPv4Address | IPv6Address) -> None:
    known = (address.is_loopback, address.is_link_local, address.is_multicast, address.is_private)
    if any(known) or address.is_reserved or address.is_unspecified:
        assert not is_public_address(address)


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "017700000001", "0x7f000001"])
def test_a_host_spelled_as_a_number_is_the_address_it_stands_for(host: str) -> None:
    assert look_up(host) == ("127.0.0.1",)


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", "." * 300])
def test_a_host_no_resolver_can_take_is_not_found(host: str) -> None:
    with pytest.raises(OSError, match=r"."):
        look_up(host)


def test_a_resolver_that_hangs_is_left_behind() -> None:
    hanging = threading.Event()

    def resolve(host: str) -> tuple[str, ...]:
        hanging.wait(60)
        return ()

    with pytest.raises(TimeoutError):
        look_up_within(0.05, resolve, "slow.example")
    hanging.set()
