"""ONRECORD_CHROMA_URL: where the vectors live, from the setting to the answer."""

from __future__ import annotations

import sys

import pytest

from bot.errors import BadSetting
from bot.settings import load_settings
from tests.chroma_process import ChromaProcess, closed_port
from tests.fakes_place import QUESTION, Place, a_file


def test_an_answer_is_the_same_with_the_vectors_on_a_server(
    place: Place, indexed: Place, chroma: ChromaProcess
) -> None:
    ran = place.run("ask", QUESTION, ONRECORD_CHROMA_URL=chroma.address)
    assert (ran.code, ran.out) == (0, indexed.run("ask", QUESTION).out)
    assert not list(place.generation().rglob("chroma.sqlite3"))


def test_a_corpus_is_followed_and_checked_on_a_server(place: Place, chroma: ChromaProcess) -> None:
    place.run("index", ONRECORD_CHROMA_URL=chroma.address)
    place.write("corpus/sources/swing-bridge.md", a_file())
    assert place.run("index", ONRECORD_CHROMA_URL=chroma.address).code == 0
    ran = place.run("status", "--check", ONRECORD_CHROMA_URL=chroma.address)
    assert ran.code == 0
    assert "passage vectors\tsound, no orphans" in ran.out


def test_moving_the_vectors_takes_one_rebuild_in_each_direction(
    place: Place, chroma: ChromaProcess
) -> None:
    place.run("index")
    asked = place.run("ask", QUESTION, ONRECORD_CHROMA_URL=chroma.address)
    assert asked.code == 1
    assert "run `onrecord index --rebuild` or unset ONRECORD_CHROMA_URL" in asked.error
    assert place.run("index", "--rebuild", ONRECORD_CHROMA_URL=chroma.address).code == 0
    assert place.run("ask", QUESTION, ONRECORD_CHROMA_URL=chroma.address).code == 0
    asked = place.run("ask", QUESTION)
    assert asked.code == 1
    assert "run `onrecord index --rebuild`" in asked.error
    assert place.run("ask", QUESTION, ONRECORD_CHROMA_URL=chroma.address).code == 0
    place.run("index", "--rebuild")
    assert place.run("ask", QUESTION).code == 0


def test_a_server_that_is_down_is_the_only_thing_told(place: Place) -> None:
    with closed_port() as port:
        url = f"http://ada:hidden@127.0.0.1:{port}"
        ran = place.run("ask", QUESTION, ONRECORD_CHROMA_URL=url)
    assert (ran.code, ran.out) == (1, "")
    assert ran.error.endswith("start it, or correct or unset ONRECORD_CHROMA_URL")
    assert "hidden" not in ran.err


def test_status_masks_the_password_in_the_address(place: Place) -> None:
    ran = place.run("status", ONRECORD_CHROMA_URL="https://ada:hid%20den@vectors.example/onrecord/")
    shown = "ONRECORD_CHROMA_URL\thttps://********@vectors.example/onrecord\tenvironment\n"
    assert shown in ran.out
    assert "ONRECORD_CHROMA_URL\t(unset)\t" in place.run("status", ONRECORD_CHROMA_URL=" ").out


@pytest.mark.parametrize("url", ["http://[::1]:8000", "https://vectors.example", "http://chroma:1"])
def test_web_addresses_are_taken(url: str) -> None:
    assert load_settings(chroma_url=url).chroma_url == url


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "ftp://a.example", "http://", "http://a.example:port", "http://a/?b=c"],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match=r"^ONRECORD_CHROMA_URL: must be an http or https address"):
        load_settings(chroma_url=url)


def test_the_server_store_is_loaded_by_nobody_who_did_not_ask_for_it(indexed: Place) -> None:
    script = (
        "import sys\nfrom bot.assembly import open_assistant\n"
        "from bot.settings import load_settings\n"
        f"open_assistant(load_settings()).ask({QUESTION!r})\n"
        "print('retrieval.chroma_store' in sys.modules, 'retrieval.chroma_server' in sys.modules)"
    )
    ran = indexed.execute(sys.executable, "-c", script)
    assert ran.out == "True False\n", ran.err
