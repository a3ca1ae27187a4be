"""Fetching what behaves: pages as they are, redirects followed, and the roads that are closed."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from retrieval.errors import FetchError
from retrieval.fetching.fetcher import Fetcher
from retrieval.fetching.kinds import HTML
from retrieval.fetching.pages import Limits, default_user_agent
from tests.chroma_process import closed_port
from tests.fakes_web import (
    CERTIFICATE,
    LOCAL,
    Requests,
    local_fetcher,
    local_or_public,
    page,
    redirect,
    reset,
    server_tls,
    web_server,
    zipped,
)

CHECKOUT = Path(__file__).resolve().parents[2]
HELLO = page(b"<p>Hello.")


def refused(url: str, fetcher: Fetcher) -> str:
    """The one line with which a fetch fails."""
    with pytest.raises(FetchError) as error:
        fetcher.fetch(url)
    line = str(error.value)
    assert line.isprintable()
    assert ";" in line
    return line


def port_of(base_url: str) -> str:
    return base_url.rpartition(":")[2]


def test_a_page_comes_as_it_is() -> None:
    with web_server(
        {"/a?b=1&utm_source=x": page("Grüße".encode("latin-1"), "Text/HTML;Charset=ISO-8859-1")}
    ) as base:
        fetched = local_fetcher().fetch(f"{base}/a?b=1&utm_source=x#top")
    assert fetched.url == f"{base}/a?b=1"
    assert (fetched.content_type, fetched.charset) == (HTML, "iso-8859-1")
    assert fetched.data.decode("latin-1") == "Grüße"


def test_a_compressed_page_is_unpacked() -> None:
    body = b"<p>" + b"word " * 100_000
    with web_server({"/": zipped(body)}) as base:
        assert local_fetcher().fetch(base).data == body


def test_the_server_learns_who_asks_and_nothing_else() -> None:
    requests: Requests = []
    with web_server({"/": HELLO}, requests) as base:
        Fetcher(default_user_agent(), is_public=local_or_public).fetch(base)
    headers = dict(requests[0][1])
    assert headers.pop("User-Agent").startswith("Onrecord")
    assert headers.pop("Host") == base.removeprefix("http://")
    assert set(headers) == {"Accept", "Accept-Encoding", "Connection"}


def test_redirects_are_followed_and_cookies_are_not_kept() -> None:
    requests: Requests = []
    routes = {
        "/a": redirect("b/c", 301, set_cookie="a=1"),
        "/b/c": redirect("../d?x#y", 307),
        "/d?x": redirect("/e", 308),
        "/e": HELLO,
    }
    with web_server(routes, requests) as base:
        assert local_fetcher().fetch(f"{base}/a").url == f"{base}/e"
    assert [path for path, _ in requests] == ["/a", "/b/c", "/d?x", "/e"]
    assert all("Cookie" not in headers for _, headers in requests)


def test_five_redirects_are_followed_and_the_sixth_is_refused() -> None:
    requests: Requests = []
    routes = {f"/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"/9": HELLO}
    with web_server(routes, requests) as base:
        assert local_fetcher().fetch(f"{base}/4").url == f"{base}/9"
        requests.clear()
        line = refused(f"{base}/3", local_fetcher())
    assert "redirects more than 5 times" in line
    assert len(requests) == 6


def test_a_circle_of_redirects_ends_where_it_closes() -> None:
    requests: Requests = []
    with web_server({"/a": redirect("/b"), "/b": redirect("/a#again")}, requests) as base:
        line = refused(f"{base}/a", local_fetcher())
    assert line.startswith(f"{base}/a, redirected to {base}/b: redirects in a circle")
    assert len(requests) == 2


@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("http://10.0.0.1/", "10.0.0.1, which is not public"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254, which is not public"),
        ("//inside.example/", "192.168.0.1, which is not public"),
        ("file:///etc/passwd", "is not a web address"),
        ("http://u:secret@n.example/", "holds a user name"),
        ("http://n.example:22/", "port 22"),
        ("http://[::1::]/", "cannot be read"),
    ],
)
def test_every_redirect_is_checked_like_the_first_address(location: str, what: str) -> None:
    names = {"inside.example": ["192.168.0.1"]}
    with web_server({"/a": redirect(location)}) as base:
        line = refused(f"{base}/a", local_fetcher(names=names))
    assert line.startswith(f"{base}/a, redirected to ")
    assert what in line
    assert "secret" not in line


def test_a_redirect_to_a_hidden_server_never_reaches_it() -> None:
    inside: Requests = []
    with web_server({"/": HELLO}, inside, host="127.0.0.2") as hidden:
        with web_server({"/a": redirect(hidden)}) as base:
            assert "127.0.0.2, which is not public" in refused(f"{base}/a", local_fetcher())
        assert inside == []
        every = Fetcher("tests", is_public=lambda address: True)
        assert every.fetch(hidden).data == b"<p>Hello."  # it was there all the time


def test_the_default_check_keeps_away_from_this_machine() -> None:
    requests: Requests = []
    with web_server({"/": HELLO}, requests) as base:
        hosts = ("127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]")
        for host in hosts:
            line = refused(f"http://{host}:{port_of(base)}/", Fetcher("tests"))
            assert "which is not public" in line
    assert requests == []


def test_one_hidden_address_among_public_ones_spoils_the_name() -> None:
    names = {"news.example": ["93.184.216.34", "10.1.2.3"]}
    line = refused("http://news.example/", local_fetcher(names=names))
    assert "10.1.2.3, which is not public" in line


def test_a_name_is_looked_up_once_and_its_checked_address_is_connected_to() -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    asked = []

    def resolve(host: str) -> Sequence[str]:
        asked.append(host)
        return answers.pop(0)

    requests: Requests = []
    with web_server({"/": HELLO}, requests) as base:
        netloc = f"news.example:{port_of(base)}"
        fetched = Fetcher("tests", is_public=local_or_public, resolve=resolve).fetch(
            f"http://{netloc}/"
        )
    assert asked == ["news.example"]
    assert fetched.url == f"http://{netloc}/"
    assert requests[0][1]["Host"] == netloc


def test_a_second_address_is_tried_where_nobody_listens_at_the_first() -> None:
    fetcher = Fetcher("tests", is_public=lambda _: True, resolve=lambda _: ["127.0.0.3", LOCAL])
    with web_server({"/": HELLO}) as base:
        assert fetcher.fetch(f"http://news.example:{port_of(base)}/").data == b"<p>Hello."


def test_an_address_that_never_answers_leaves_time_for_the_next() -> None:
    both = ["127.0.0.3", LOCAL]
    limits = Limits(seconds=4)  # of which the first address gets half
    fetcher = Fetcher("tests", limits, is_public=lambda _: True, resolve=lambda _: both)
    with web_server({"/": HELLO}) as base:
        port = int(port_of(base))
        with socket.create_server(("127.0.0.3", port), backlog=0), ExitStack() as waiting:
            for _ in range(2):  # fill its queue, so that it drops whoever comes next
                early = waiting.enter_context(socket.socket())
                early.setblocking(False)
                early.connect_ex(("127.0.0.3", port))
            start = time.monotonic()
            assert fetcher.fetch(f"http://news.example:{port}/").data == b"<p>Hello."
            assert time.monotonic() - start > 1.6


def test_an_international_name_is_asked_for_in_ascii() -> None:
    requests: Requests = []
    names = {"xn--bcher-kva.example": [LOCAL]}
    with web_server({"/": HELLO}, requests) as base:
        local_fetcher(names=names).fetch(f"http://BÜCHER.example:{port_of(base)}/")
    assert requests[0][1]["Host"] == f"xn--bcher-kva.example:{port_of(base)}"


def test_a_name_nobody_knows_and_a_closed_port_say_so() -> None:
    assert "its host is not known" in refused("http://nowhere.example/", local_fetcher())
    broken = Fetcher("tests", resolve=lambda _: ["rubbish"])
    assert "its host is not known" in refused("http://nowhere.example/", broken)
    with closed_port() as port:
        assert "cannot be reached" in refused(f"http://{LOCAL}:{port}/", local_fetcher())


def test_tls_is_checked_for_the_name_and_not_for_the_address(tmp_path: Path) -> None:
    asked: list[str | None] = []
    names = {host: [LOCAL] for host in ("news.example", "other.example")}
    trusting = local_fetcher(names=names, tls=ssl.create_default_context(cadata=CERTIFICATE))
    with web_server({"/": HELLO}, tls=server_tls(tmp_path, asked)) as base:
        port = port_of(base)
        assert trusting.fetch(f"https://news.example:{port}/").data == b"<p>Hello."
        other = refused(f"https://other.example:{port}/", trusting)
        stranger = refused(f"https://news.example:{port}/", local_fetcher(names=names))
    assert asked == ["news.example", "other.example", "news.example"]
    assert "its certificate is not valid for it (Hostname mismatch" in other
    assert "its certificate is not valid for it (self-signed certificate" in stranger


def test_a_secure_page_may_not_lead_to_an_open_one(tmp_path: Path) -> None:
    tls = ssl.create_default_context(cadata=CERTIFICATE)
    fetcher = local_fetcher(names={"news.example": [LOCAL]}, tls=tls)
    with web_server({"/": redirect("http://news.example/")}, tls=server_tls(tmp_path, [])) as base:
        line = refused(f"https://news.example:{port_of(base)}/", fetcher)
    assert "redirects to http, where anybody can alter it" in line


def test_plain_http_where_tls_was_asked_for_is_no_secure_connection() -> None:
    names = {"news.example": [LOCAL]}
    with web_server({"/": HELLO}) as base:
        line = refused(f"https://news.example:{port_of(base)}/", local_fetcher(names=names))
    assert "no secure connection came about" in line


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server({"/": reset()}) as proxy, web_server({"/": HELLO}) as base:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("ALL_PROXY", proxy)
        assert local_fetcher().fetch(base).data == b"<p>Hello."


def test_naming_limits_and_the_agent_loads_no_http_library() -> None:
    code = (
        "import sys, retrieval.fetching.pages as p, retrieval.fetching.kinds;"
        "print(p.Limits(), p.default_user_agent());"
        "print({'httpx', 'httpcore', 'idna'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    said, loaded = done.stdout.splitlines()
    assert said.startswith(f"{Limits()} Onrecord")
    assert loaded == "set()"
