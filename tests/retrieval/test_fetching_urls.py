"""Addresses: one spelling for one page, and no way to smuggle anything in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import FetchError
from retrieval.fetching.urls import canonical_url

PIECES = (
    "http:// HTTPS:// a.example ü.Example :80 :443 : / // . .. ? & = # % %2f %zz @ a-B ~ é utm_x"
)
ADDRESSES = st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=3)).map("".join)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a#top", "https://news.example/a"),
        ("https://news.example:8443/A/b", "https://news.example:8443/A/b"),
        ("https://bücher.example/ä ö", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6"),
        ("http://news.example/a/../b/./c", "http://news.example/b/c"),
        ("http://[2606:4700::ABCD]:80/", "http://[2606:4700::abcd]/"),
        (" https://news.example/a\n", "https://news.example/a"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/@ada/1", "https://news.example/@ada/1"),
    ],
)
def test_one_page_has_one_spelling(written: str, kept: str) -> None:
    assert canonical_url(written) == kept


def test_parameters_that_track_readers_go_and_the_others_keep_their_order() -> None:
    query = "z=1&utm_source=x&a=2&fbclid=y&GCLID=z&gallery=3&source=wire&_ga=1&uid=9&b"
    assert canonical_url(f"https://n.example/a?{query}") == (
        "https://n.example/a?z=1&a=2&gallery=3&source=wire&uid=9&b"
    )


@given(st.text() | ADDRESSES | ADDRESSES.map("http://a.example/".__add__))
def test_the_kept_spelling_is_kept(url: str) -> None:
    try:
        kept = canonical_url(url)
    except FetchError:
        return
    assert canonical_url(kept) == kept
    assert kept.isascii()
    assert kept.isprintable()


def test_the_property_above_meets_addresses_that_can_be_kept() -> None:
    assert canonical_url("http://a.example/%zz?%2f&&=é") == "http://a.example/%zz?%2f&=%C3%A9"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("", "is not a web address"),
        ("news.example/a", "is not a web address"),
        ("file:///etc/passwd", "is not a web address"),
        ("ftp://news.example/", "is not a web address"),
        ("javascript:alert(1)", "is not a web address"),
        ("https://ada:secret@news.example/", "holds a user name or password"),
        ("https://ada@news.example/", "holds a user name or password"),
        ("https://ada:sec/ret@news.example/", "cannot be read"),
        ("ada:secret@news.example/", "is not a web address"),
        ("http:\\\\ada:secret@news.example/", "has no proper host"),
        ("http:///a", "has no proper host"),
        ("http://a%00b/", "has no proper host"),
        ("http://a b/", "has no proper host"),
        ("http://[fe80::1%25eth0]/", "has no proper host"),
        ("http://xn--ü/", "cannot be read"),
        ("http://999.1.1.1/", "cannot be read"),
        ("http://n.example/\x1b[31m", "cannot be read"),
        ("http://n.example/\r\nHost: x", "cannot be read"),
        ("http://n.example:0/", "port 0 is not one for web pages"),
        ("http://n.example:25/", "port 25 is not one for web pages"),
        ("http://n.example:65536/", "port 65536 is not one for web pages"),
        ("http://n.example:-1/", "port -1 is not one for web pages"),
        ("http://n.example:http/", "cannot be read"),
        ("http://n.example/" + "é" * 2000, "is longer than 4000 characters"),
    ],
)
def test_what_cannot_be_fetched_is_refused_in_one_short_line(url: str, what: str) -> None:
    with pytest.raises(FetchError, match=what) as refused:
        canonical_url(url)
    line = str(refused.value)
    assert line.isprintable()
    assert ";" in line
    assert len(line) < 250
    assert "sec" not in line
