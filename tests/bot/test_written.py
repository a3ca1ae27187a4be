"""What a person is told of the model that wrote an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.claims import Answer, Outcome, Qualifier, Status
from bot.rendering.answers import answer_text, print_answer
from bot.rendering.lines import plain, print_lines
from bot.rendering.written import trace_lines, written_words
from tests.fakes_answers import (
    a_claim,
    a_label,
    a_non_answer,
    a_trace,
    a_written_answer,
    an_answer,
)
from tests.fakes_consoles import STYLE, terminal, written

WRITTEN = "Written by openai:gpt-5-mini from these passages: "


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        ({}, "2 calls, 3,412 tokens, $0.0012"),
        ({"calls": 1, "cost": 1.5}, "1 call, 3,412 tokens, $1.50"),
        ({"cost": 0.0}, "2 calls, 3,412 tokens, $0.0000"),
        ({"cost": 0.00001}, "2 calls, 3,412 tokens, less than $0.0001"),
        ({"cost": None}, "2 calls, 3,412 tokens"),
        ({"calls": 0, "input_tokens": 0, "output_tokens": 0, "cached": True}, "from the cache"),
    ],
)
def test_a_written_answer_tells_what_it_took(spent: dict[str, object], words: str) -> None:
    assert written_words(a_written_answer(trace=a_trace(**spent))) == WRITTEN + words


def test_an_answer_without_a_model_tells_of_none() -> None:
    assert written_words(an_answer()) is None
    assert "Written by" not in answer_text(an_answer())


def test_a_draft_that_did_not_hold_gives_the_reason_instead() -> None:
    fallen = an_answer(trace=a_trace(steps=("2 claims sent back", "no claim passed its checks")))
    assert written_words(fallen) == (
        "Extractive answer, since openai:gpt-5-mini wrote none that holds: "
        "no claim passed its checks"
    )


def test_a_model_that_found_nothing_is_not_said_to_have_written_the_words() -> None:
    empty = a_non_answer(composer="generative", model="openai:gpt-5-mini", trace=a_trace(calls=1))
    assert written_words(empty) == (
        "No answer found in these passages by openai:gpt-5-mini: 1 call, 3,412 tokens, $0.0012"
    )


def test_a_model_that_only_prepared_the_question_is_not_blamed_for_the_answer() -> None:
    trace = a_trace(steps=("searched as: Is the bridge shut?",), calls=1)
    refused = a_non_answer(Outcome.OUT_OF_SCOPE, citations=(), trace=trace)
    assert written_words(refused) == (
        "Question prepared by openai:gpt-5-mini: 1 call, 3,412 tokens, $0.0012"
    )


@pytest.mark.parametrize("answer", [a_written_answer(), a_non_answer(trace=a_trace())])
def test_it_is_the_last_line_of_an_answer_and_dim(answer: Answer) -> None:
    assert answer_text(answer).splitlines()[-1] == written_words(answer)
    console = terminal(100)
    print_answer(console, answer)
    *_, last = written(console).split("\n\n")
    assert " ".join(STYLE.sub("", last).split()) == written_words(answer)
    assert all(line.strip().startswith("\x1b[2m") for line in last.splitlines())


def test_the_trace_has_every_step_in_full_wrapped_between_words() -> None:
    step = "dropped: claim 1: " + " ".join(f"word{n}" for n in range(60))
    fallen = an_answer(trace=a_trace(steps=("1 of 1 claims sent back", step)))
    console = terminal(60)
    print_lines(console, trace_lines(fallen))
    shown = [line.strip() for line in STYLE.sub("", written(console)).splitlines()]
    assert step in " ".join(shown)
    assert max(map(len, shown)) <= 60
    assert "It took 2 calls, 3,412 tokens, $0.0012." in shown


def test_the_trace_of_an_answer_without_a_model_says_so() -> None:
    assert plain(trace_lines(an_answer())).startswith("No model was asked")


def test_words_of_a_model_are_never_a_label() -> None:
    step = "the model gave nothing to use: CONFIRMED · official, UNCONFIRMED"
    fallen = a_non_answer(trace=a_trace(steps=(step,)))
    assert "CONFIRMED" not in answer_text(fallen) + plain(trace_lines(fallen))


def test_an_answer_without_the_model_that_has_another_status_is_told() -> None:
    other = an_answer(claims=(a_claim(label=a_label(Status.UNCONFIRMED, Qualifier.DENIED)),))
    written_by_it = replace(a_written_answer(), plain=other)
    assert (written_words(written_by_it) or "").endswith("; the answer without it is unconfirmed")
    same = replace(a_written_answer(), plain=an_answer())
    assert "without it" not in (written_words(same) or "")
