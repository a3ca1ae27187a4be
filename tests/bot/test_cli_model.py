"""What the command says of a chat model that is set, and what a purge takes out of its cache."""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.state.database import STATE_FILE
from bot.state.replies import Replies
from bot.state.spending import Spending
from bot.writing.budget import Reserved
from bot.writing.model import Usage
from tests.fakes_place import Place

MODEL = {"ONRECORD_MODEL": "openai:any"}


def facts(text: str) -> dict[str, str]:
    return dict(line.split("\t")[:2] for line in text.splitlines() if "\t" in line)


def spend(place: Place, usage: Usage) -> None:
    with closing(Spending(place.home / STATE_FILE)) as spending:
        reserved = spending.reserve("openai:any", 1, 0)
        assert isinstance(reserved, Reserved)
        spending.correct(reserved, usage)


def test_status_shows_what_a_model_took_today_and_what_is_left(place: Place) -> None:
    shown = facts(place.run("status", **MODEL).out)
    assert shown["today (UTC)"] == "0 calls, 0 tokens read, 0 written, $0.0000"
    spend(place, Usage(1, 1200, 300, 0.0125))
    shown = facts(place.run("status", **MODEL).out)
    assert shown["model"] == "openai:any"
    assert shown["today (UTC)"] == "1 calls, 1,200 tokens read, 300 written, $0.0125"
    assert shown["left today"] == "1,998,500 of 2,000,000 tokens; all again at 00:00 UTC"
    assert shown["one answer"] == "at most 6 calls, at most 30,000 tokens"
    assert shown["ONRECORD_MODEL_TOKENS_PER_DAY"] == "2000000"


def test_status_says_what_is_estimated_or_not_known_and_what_has_no_limit(place: Place) -> None:
    spend(place, Usage(1, 1200, 300, None, estimated=True))
    limits = {"ONRECORD_MODEL_TOKENS_PER_DAY": "0", "ONRECORD_MODEL_CALLS_PER_ANSWER": "0"}
    shown = facts(place.run("status", **MODEL, **limits).out)
    assert shown["today (UTC)"] == (
        "1 calls, about 1,200 tokens read, 300 written, price not known"
    )
    assert shown["left today"] == "no limit"
    assert shown["one answer"] == "calls without limit, at most 30,000 tokens"


def test_status_without_a_model_says_nothing_of_one(place: Place) -> None:
    assert not {"model", "left today"} & set(facts(place.run("status").out))


@pytest.mark.parametrize("purge", [True, False])
def test_only_a_purge_takes_out_what_a_model_wrote(place: Place, purge: bool) -> None:
    with closing(Replies(place.home / STATE_FILE)) as replies:
        replies.keep("key", "a quotation", replies.now())
        flags = ("--purge",) if purge else ()
        assert place.run("remove", "mill-bridge", *flags).code == 0
        assert replies.find("key") == (None if purge else "a quotation")
