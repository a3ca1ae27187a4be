"""Fetching what misbehaves: each ends soon, in one line, with no more in memory than allowed."""

from __future__ import annotations

import gzip
import io
import socket
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Sequence

import pytest

from retrieval.errors import FetchError
from retrieval.fetching.fetcher import Fetcher
from retrieval.fetching.kinds import DOCX, HTML, MARKDOWN, PDF, PLAIN, XHTML
from retrieval.fetching.pages import Limits
from tests.fakes_web import (
    Handler,
    Route,
    dripping,
    endless,
    local_fetcher,
    page,
    raw,
    redirect,
    reset,
    web_server,
    zipped,
)

SMALL = Limits(size=2**20, seconds=60)
HASTY = Limits(seconds=0.3)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
ZIPPED = gzip.compress(b"a page of text", mtime=0)
WORD = "word/document.xml"


def refused(route: Route, limits: Limits | None = None) -> str:
    """The line with which fetching a route fails, its address cut off."""
    with web_server({"/": route}) as base, pytest.raises(FetchError) as error:
        local_fetcher(limits).fetch(f"{base}/")
    line = str(error.value)
    assert line.startswith(f"{base}/: ")
    assert line.isprintable()
    assert ";" in line
    return line.removeprefix(f"{base}/: ")


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    "route",
    [
        zipped(b"a" * (2**20 + 1)),
        zipped(bytes(30_000_000)),
        page(b"a" * (2**20 + 1)),
        endless(b"a" * 4096),
        page(b"a", content_length="99999999999"),
    ],
)
def test_a_page_above_the_limit_is_refused(route: Route) -> None:
    assert refused(route, SMALL).startswith("is larger than 1 MB; ")


def test_a_page_of_exactly_the_limit_is_taken() -> None:
    with web_server({"/a": page(b"a" * 2**20), "/b": zipped(b"a" * 2**20)}) as base:
        fetcher = local_fetcher(SMALL)
        assert len(fetcher.fetch(f"{base}/a").data) == len(fetcher.fetch(f"{base}/b").data) == 2**20


def test_a_bomb_never_takes_more_memory_than_the_limit() -> None:
    limits = Limits(size=2 * 2**20)
    with web_server({"/": zipped(bytes(100 * 2**20))}) as base:
        tracemalloc.start()
        try:
            with pytest.raises(FetchError, match="is larger than 2 MB"):
                local_fetcher(limits).fetch(base)
            assert tracemalloc.get_traced_memory()[1] < 2 * limits.size
        finally:
            tracemalloc.stop()


def test_bytes_that_inflate_to_nothing_count_as_well() -> None:
    named = b"\x1f\x8b\x08\x08" + bytes(6)  # begins a gzip file whose name goes on and on
    route = endless(b"a" * 4096, named, content_encoding="gzip")
    assert refused(route, SMALL).startswith("is larger than 1 MB; ")


@pytest.mark.parametrize(
    "route",
    [
        dripping(OK + b"\r\n" + b"a" * 1000, 0.1),
        dripping(OK + b"X-Long: " + b"a" * 1000, 0.1),
        endless(b""),
    ],
)
def test_a_slow_page_is_left_when_the_time_is_up(route: Route) -> None:
    start = time.monotonic()
    assert refused(route, HASTY) == "took longer than 0.3 s; try again later"
    assert 0.25 < time.monotonic() - start < 50  # the page goes on for at least twice as long


def test_a_handshake_that_never_comes_is_left_when_the_time_is_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(FetchError, match=r"took longer than 0\.3 s"):
            local_fetcher(HASTY).fetch(url)


def test_the_time_counts_for_all_redirects_together() -> None:
    def slowly(route: Route) -> Route:
        def wait_first(handler: Handler) -> None:
            handler.stopping.wait(0.12)
            route(handler)

        return wait_first

    routes = {f"/{n}": slowly(redirect(f"/{n + 1}")) for n in range(6)}
    with web_server(routes) as base, pytest.raises(FetchError, match=r"took longer than 0\.3 s"):
        local_fetcher(HASTY).fetch(f"{base}/0")


def test_the_time_counts_for_looking_up_the_name() -> None:
    hanging = threading.Event()

    def resolve(host: str) -> Sequence[str]:
        hanging.wait(60)
        return ()

    with pytest.raises(FetchError, match=r"took longer than 0\.3 s"):
        Fetcher("tests", HASTY, resolve=resolve).fetch("http://slow.example/")
    hanging.set()


@pytest.mark.parametrize(
    "route",
    [
        page(b"short", content_length="500"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"),
        raw(OK + b"Content-Length: five\r\n\r\nshort"),
        raw(OK + b"X-Long: " + b"a" * 200_000),
        raw(b"SSH-2.0-OpenSSH\r\n"),
        raw(b""),
        reset(),
    ],
)
def test_an_answer_that_breaks_off_is_never_half_a_page(route: Route) -> None:
    assert refused(route).startswith("the answer broke off, or is not HTTP; ")


@pytest.mark.parametrize(
    "body",
    [
        b"not gzip",
        ZIPPED[:-5],
        ZIPPED * 2,
        ZIPPED + b"rubbish",
        ZIPPED[:-8] + bytes(8),
    ],
)
def test_broken_compression_is_never_half_a_page(body: bytes) -> None:
    assert refused(page(body, content_encoding="gzip")).startswith("its compression is broken; ")


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd", "x\x9b31m"])
def test_a_compression_nobody_asked_for_is_refused(encoding: str) -> None:
    line = refused(page(ZIPPED, content_encoding=encoding))
    assert line.startswith("is compressed as '")


def test_a_page_of_blanks_is_empty() -> None:
    assert refused(zipped(b" \r\n\t")).startswith("the page is empty; ")


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (304, "gives no page (HTTP 304); save it"),
        (302, "gives no page (HTTP 302); save it"),  # without a location
        (400, "gives no page (HTTP 400); save it"),
        (401, "wants a login (HTTP 401); save it"),
        (403, "refuses programs, or wants a login (HTTP 403); save it"),
        (404, "there is no such page (HTTP 404); check the address"),
        (410, "the page is gone (HTTP 410); look for"),
        (429, "wants fewer requests (HTTP 429); try again later"),
        (451, "is withheld for legal reasons (HTTP 451); look for"),
        (500, "its server is in trouble (HTTP 500); try again later"),
        (503, "its server is in trouble (HTTP 503); try again later"),
        (204, "the page is empty; save it"),
        (200, "the page is empty; save it"),
    ],
)
def test_an_answer_that_is_no_page_says_what_to_do(status: int, what: str) -> None:
    assert refused(page(b"" if status in (200, 204, 304) else b"<p>No.", status=status)).startswith(
        what
    )


@pytest.mark.parametrize(
    "said", ["image/png", "video/mp4", "application/zip", "application/json", "nonsense", "x/\x9by"]
)
def test_a_type_that_cannot_be_read_is_refused_by_name_unread(said: str) -> None:
    line = refused(page(b"{}", said, content_length="20"))
    assert "which cannot be read; add a page, a PDF or a DOCX file" in line
    assert line.startswith(f"is of type '{said.replace(chr(0x9B), '?')}'")


@pytest.mark.parametrize(
    ("said", "body", "taken_for"),
    [
        (HTML, b"<p>Hello.", HTML),
        (XHTML, b"<?xml version='1.0'?><html/>", XHTML),
        (PLAIN, b"<html>shown as it is", PLAIN),
        (MARKDOWN, b"# Hello", MARKDOWN),
        (PDF, b"%PDF-1.7 ...", PDF),
        (DOCX, archive("[Content_Types].xml", WORD), DOCX),
        (HTML, b"%PDF-1.7 ...", PDF),
        (PLAIN, archive(WORD), DOCX),
        (PDF, b"\n<!DOCTYPE html><title>Log in", HTML),
        (DOCX, b"No such file.", PLAIN),
        (None, b"<HTML>Hello", HTML),
        (None, b"Hello.", PLAIN),
        ("application/octet-stream", b"%PDF-1.4", PDF),
        ("application/octet-stream", b"\xef\xbb\xbf<html>", HTML),
        ("text/plain; charset=utf-16le", "Hi.".encode("utf-16-le"), PLAIN),
        ("text/plain", "Hi.".encode("utf-16"), PLAIN),
    ],
)
def test_a_page_is_taken_for_what_it_is(said: str | None, body: bytes, taken_for: str) -> None:
    with web_server({"/": page(body, said)}) as base:
        fetched = local_fetcher().fetch(base)
    assert (fetched.content_type, fetched.data) == (taken_for, body)


@pytest.mark.parametrize("said", [HTML, PDF, DOCX, None, "application/octet-stream"])
@pytest.mark.parametrize("body", [PNG, archive("a.txt"), b"\x7fELF\x02\x01\x01\x00"])
def test_what_nobody_can_read_is_refused_whatever_it_says_it_is(
    said: str | None, body: bytes
) -> None:
    assert "but holds something else; add a page, a PDF or a DOCX file" in refused(page(body, said))


@pytest.mark.parametrize("charset", ["klingon", "zlib", "a\x9b", "x" * 500, "", ";charset*a=b"])
def test_a_charset_python_does_not_know_is_none(charset: str) -> None:
    with web_server({"/": page(b"Hi.", f"text/html; charset={charset}")}) as base:
        assert local_fetcher().fetch(base).charset is None
