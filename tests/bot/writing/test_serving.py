"""A model as it is put together, over real HTTP through LangChain, with a server that fails.

For each fault: what is said, what was spent, and how often the server was asked.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.commands.failures import guarded
from bot.errors import ModelError
from bot.writing.model import Heard, Prompt, Usage, Writer
from tests.fakes_chat_server import Hangs, Reaction, Refused, Said, needs_openai
from tests.fakes_writing import DRAFT, GOOD, KEY, PROMPT, Draft, served

pytestmark = needs_openai
TOKENS = (120, 30)
GIVEN = Said(GOOD, tokens=TOKENS)
PLAIN = "for JSON"


class Home:
    """Where the tests of this file keep their state, and how they get a model."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self._monkeypatch = monkeypatch

    def served(self, *reactions: Reaction, **settings: object) -> Any:
        """A model whose server reacts with one thing after the other, the last for ever."""
        left = list(reactions)

        def script(prompt: str, nth: int) -> Reaction:
            return left.pop(0) if len(left) > 1 else left[0]

        return served(script, self.path, self._monkeypatch, **settings)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "home", monkeypatch)


def in_json(request: dict[str, Any]) -> bool:
    """Whether a request asks for JSON in words."""
    return "one JSON object" in request["messages"][0]["content"]


def error_of(model: Writer, prompt: Prompt = PROMPT, heard: Heard | None = None) -> str:
    """What a failing call says."""
    with pytest.raises(ModelError) as raised:
        model.write(prompt, Draft, heard)
    return str(raised.value)


def ignore(_: str) -> None:
    """Listens, so that the reply is streamed, and does nothing."""


def test_a_value_comes_with_what_it_took(home: Home) -> None:
    with home.served(GIVEN, model_price="2,10") as (model, server):
        reply = model.write(PROMPT, Draft)
    assert (reply.value, reply.cached) == (DRAFT, False)
    assert reply.usage == Usage(1, 120, 30, (120 * 2 + 30 * 10) / 1e6)
    (request,) = server.requests
    assert request["response_format"]["type"] == "json_schema"
    schema = request["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["$defs"]["Claim"]["required"] == ["text", "keys"]
    assert [m["content"] for m in request["messages"]] == [PROMPT.system, PROMPT.user]
    assert server.keys == {f"Bearer {KEY}"}


def test_a_listener_hears_the_text_grow(home: Home) -> None:
    heard: list[str] = []
    with home.served(GIVEN) as (model, server):
        reply = model.write(PROMPT, Draft, heard.append)
    assert (reply.value, reply.usage.tokens) == (DRAFT, 150)
    assert len(heard) > 3
    assert heard[-1] == GOOD
    assert all(after.startswith(before) for before, after in pairwise(heard))
    assert server.requests[0]["stream"] is True


@pytest.mark.parametrize("listens", [True, False])
def test_without_a_count_tokens_are_estimated_and_marked(home: Home, listens: bool) -> None:
    with home.served(Said(GOOD, tokens=None)) as (model, _):
        reply = model.write(PROMPT, Draft, ignore if listens else None)
    asked = len(PROMPT.system + PROMPT.user)
    assert reply.usage == Usage(1, -(-asked // 4), -(-len(GOOD) // 4), None, estimated=True)


@pytest.mark.parametrize("listens", [True, False])
def test_a_server_that_refuses_shapes_is_asked_for_json_from_then_on(
    home: Home, listens: bool
) -> None:
    heard = ignore if listens else None
    with home.served(f"Gladly:\n```json\n{GOOD}\n```", without=("response_format",)) as (m, server):
        first = m.write(PROMPT, Draft, heard)
        second = m.write(Prompt("", "again"), Draft, heard)
    assert (first.value, first.usage.calls) == (DRAFT, 2)
    assert (second.value, second.usage.calls) == (DRAFT, 1)
    assert [in_json(request) for request in server.requests] == [False, True, True]
    assert '"properties"' in server.requests[1]["messages"][0]["content"]


def test_a_server_that_does_not_stream_usage_is_asked_without_a_stream(home: Home) -> None:
    heard: list[str] = []
    with home.served(GIVEN, without=("stream_options",)) as (model, server):
        reply = model.write(PROMPT, Draft, heard.append)
    assert (reply.value, heard) == (DRAFT, [GOOD])
    assert [bool(request.get("stream")) for request in server.requests] == [True, False]


def test_a_server_that_overlooks_the_shape_is_asked_for_json(home: Home) -> None:
    with home.served("Of course! It is shut.", GOOD) as (model, server):
        assert model.write(PROMPT, Draft).value == DRAFT
    assert [in_json(request) for request in server.requests] == [False, True]


def test_broken_json_is_said_and_not_asked_again_where_shapes_work(home: Home) -> None:
    with home.served(GOOD, GOOD.replace(":", " =", 1)) as (model, server):
        model.write(PROMPT, Draft)
        error = error_of(model, Prompt("", "again"))
    assert error == (
        "openai:scripted: the reply is not what was asked for (its JSON is broken: Expecting ':' "
        "delimiter); ask again, or try another model"
    )
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (Said(""), "the reply is empty; ask again, or try another model"),
        (
            Said("", finish="content_filter"),
            "the provider's content filter held the reply back; put the question in other words, "
            "or try another model",
        ),
        (
            Said(GOOD[:20], finish="length"),
            "the reply was cut off at its longest; ask a narrower question",
        ),
    ],
)
@pytest.mark.parametrize("structured", [True, False])
@pytest.mark.parametrize("listens", [True, False])
def test_no_reply_to_work_with_says_which(
    home: Home, said: Said, wanted: str, structured: bool, listens: bool
) -> None:
    without = () if structured else ("response_format",)
    heard = ignore if listens else None
    with home.served(said, without=without) as (model, server):
        one = model.for_one_answer()
        error = error_of(one, heard=heard)
    tried = "" if structured else ", tried 2 times"
    assert error.replace(tried, "", 1) == f"openai:scripted: {wanted}"
    assert len(server.requests) == one.spent.calls == (1 if structured else 2)
    assert one.spent.tokens > 0 or "filter" in wanted


@pytest.mark.parametrize("listens", [True, False])
def test_a_refusal_says_so_in_the_words_of_the_model(home: Home, listens: bool) -> None:
    with home.served(Said("", refusal="I will not\nsay.")) as (model, server):
        error = error_of(model, heard=ignore if listens else None)
    assert error == (
        "openai:scripted: the model refused (I will not say.); put the question in other words, "
        "or try another model"
    )
    assert len(server.requests) == 1


def test_a_busy_server_is_asked_again_after_the_time_it_says(home: Home) -> None:
    slept: list[float] = []
    busy = Refused(429, "slow down", retry_after="7")
    with home.served(busy, GIVEN, sleep=slept.append) as (model, server):
        reply = model.write(PROMPT, Draft)
    assert slept == [7]
    assert (reply.value, reply.usage.calls) == (DRAFT, 2)
    assert len(server.requests) == 2


def test_a_server_that_asks_for_too_long_is_not_waited_for(home: Home) -> None:
    with home.served(Refused(429, "slow down", retry_after="3600")) as (model, server):
        error = error_of(model)
    assert "slow down" in error
    assert error.endswith(
        "; the server asks to wait 3600 s; wait a while, or raise the limit at the provider"
    )
    assert len(server.requests) == 1


def test_a_server_in_trouble_is_asked_three_times_in_all(home: Home) -> None:
    with home.served(Refused(500, "out of order")) as (model, server):
        error = error_of(model)
    assert re.search(r"out of order.*, tried 3 times; the server is in trouble; ask again", error)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "cure", "asked"),
    [
        (400, "the server does not take such a request; check ONRECORD_MODEL or try another", 2),
        (401, "check the provider's key, in the provider's own variable", 1),
        (403, "check the provider's key, in the provider's own variable", 1),
        (404, "check the name in ONRECORD_MODEL, and ONRECORD_MODEL_BASE_URL", 2),
        (413, "the prompt is too long for this model; try another one", 1),
    ],
)
def test_what_will_not_change_is_not_asked_again_in_the_same_way(
    home: Home, status: int, cure: str, asked: int
) -> None:
    with home.served(Refused(status, "because")) as (model, server):
        for _ in range(2):
            error = error_of(model)
            assert re.match(rf"openai:scripted: .*{status}.*because", error)
            assert f"; {cure}" in error
    # In words, where a server may only have refused the shape; and again so, as that failed too.
    assert len(server.requests) == 2 * asked


@pytest.mark.parametrize("dripping", [True, False])
@pytest.mark.parametrize("listens", [True, False])
def test_a_hanging_connection_ends_in_time(home: Home, dripping: bool, listens: bool) -> None:
    with home.served(Hangs(dripping), model_timeout=0.6) as (model, _):
        one = model.for_one_answer()
        began = time.monotonic()
        error = error_of(one, heard=ignore if listens else None)
        took = time.monotonic() - began
    assert 0.3 < took < 20  # the server goes on for ever
    assert error.endswith("; ask again, or raise ONRECORD_MODEL_TIMEOUT")
    assert one.spent.tokens >= len(PROMPT.system + PROMPT.user) / 4
    assert one.spent.estimated


def test_half_a_stream_is_asked_for_again(home: Home) -> None:
    heard: list[str] = []
    half = Said(GOOD, half=True)
    with home.served(half, GIVEN) as (model, server):
        reply = model.write(PROMPT, Draft, heard.append)
    assert (reply.value, reply.usage.calls, reply.usage.estimated) == (DRAFT, 2, True)
    assert heard[-1] == GOOD
    assert len(server.requests) == 2


def test_a_reply_that_always_breaks_off_is_given_up(home: Home) -> None:
    with home.served(Said(GOOD, half=True)) as (model, server):
        heard: list[str] = []
        error = error_of(model, heard=heard.append)
    assert error == "openai:scripted: the reply broke off, tried 3 times; ask again"
    assert heard
    assert len(server.requests) == 3


def test_nobody_at_the_address_is_said(home: Home) -> None:
    with home.served(GIVEN, model_base_url="http://127.0.0.1:9/v1") as (model, _):
        error = error_of(model)
    assert error.endswith("; check the network and ONRECORD_MODEL_BASE_URL")


@pytest.mark.parametrize("listens", [True, False])
def test_a_reply_without_end_is_cut(home: Home, listens: bool) -> None:
    endless = Said('{"claims": [{"text": "' + "x" * 200_000 + '"}]}')
    with home.served(endless) as (model, server):
        error = error_of(model, heard=ignore if listens else None)
    assert error == (
        "openai:scripted: the reply ran over 100,000 characters; ask a narrower question, or try "
        "another model"
    )
    assert len(server.requests) == 1


def test_each_request_is_paid_for_from_the_answers_budget(home: Home) -> None:
    with home.served(Refused(500), model_calls_per_answer=2) as (model, server):
        error = error_of(model)
    assert error.startswith("this answer used 2 of 2 calls of the model; ")
    assert len(server.requests) == 2


def test_what_a_day_took_is_known_to_the_next_process(home: Home) -> None:
    limits = {"model_tokens_per_day": 155, "model_cache": False}
    with home.served(GIVEN, **limits) as (model, _):
        model.write(PROMPT, Draft)
    with home.served(GIVEN, **limits) as (model, server):
        error = error_of(model)
    assert error.startswith("the model used 150 of 155 tokens on ")
    assert server.requests == []


def test_a_question_asked_before_is_answered_from_the_cache(home: Home) -> None:
    with home.served(GIVEN) as (model, server):
        model.write(PROMPT, Draft)
        one = model.for_one_answer()
        assert one.write(PROMPT, Draft).cached
    assert (len(server.requests), one.spent) == (1, Usage())


def test_the_cache_can_be_turned_off(home: Home) -> None:
    with home.served(GIVEN, model_cache=False) as (model, server):
        assert not any(model.write(PROMPT, Draft).cached for _ in range(2))
    assert len(server.requests) == 2


def test_what_a_listener_raises_comes_through(home: Home) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with home.served(GIVEN) as (model, _), pytest.raises(KeyboardInterrupt):
        model.write(PROMPT, Draft, interrupt)


@pytest.mark.parametrize("fault", [401, 400, 429, 500, None])
def test_no_secret_stands_in_what_a_failure_shows(
    home: Home,
    fault: int | None,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not in what the command prints, nor in the traceback, what it came from, or the log."""
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    password = "pass-w0rd-of-the-proxy"
    told = f"wrong key {KEY} for ada:{password} at http://ada:{password}@there/v1"
    refused = Refused(fault, told, "60") if fault else Hangs()
    raised: list[BaseException] = []

    def run(model: Writer) -> None:
        try:
            model.write(PROMPT, Draft)
        except ModelError as error:
            raised.append(error)
            logging.getLogger("bot").exception("failed")
            raise

    short = {"model_timeout": 2, "credentials": f"ada:{password}@"}
    with home.served(refused, **short) as (model, server):
        assert guarded(lambda: run(model)) == 1
    assert len(server.requests) >= 1
    (error,) = raised
    while (before := raised[-1].__cause__ or raised[-1].__context__) is not None:
        raised.append(before)
    printed = capsys.readouterr()
    shown = "".join((*traceback.format_exception(error), caplog.text, *printed, *map(repr, raised)))
    assert "openai:scripted: " in shown
    assert KEY not in shown
    assert password not in shown
