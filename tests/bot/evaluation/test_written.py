"""What a run tells of the model that wrote its answers, and runs of two composers side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.claims import Answer
from bot.commands.evaluation_setup import ComposerName, asking_with
from bot.errors import BadSetting
from bot.evaluation.comparison import compare, comparison_json
from bot.evaluation.comparison_lines import comparison_lines
from bot.evaluation.report import render_report
from bot.evaluation.written import writing_json, writing_words
from bot.rendering.lines import plain
from bot.settings import Settings
from tests.fakes_answers import a_trace
from tests.fakes_evaluations import RIGHT, WRONG, document, of_set
from tests.html_page import parsed

MODEL = "openai:gpt-5-mini"


def by_model(answer: Answer, **trace: Any) -> Answer:
    """The answer as if the model had written it."""
    return replace(answer, composer="generative", model=MODEL, trace=a_trace(**trace))


FALLEN = replace(WRONG, trace=a_trace(steps=("1 claim sent back", "no claim passed its checks")))
CACHED = by_model(RIGHT, calls=0, input_tokens=0, output_tokens=0, cost=0.0, cached=True)
WRITTEN = of_set(by_model(RIGHT), FALLEN, CACHED, RIGHT, None)


def test_a_run_counts_what_a_model_wrote_and_what_that_took() -> None:
    assert writing_json(WRITTEN) == {
        "asked": 3,
        "held": 2,
        "cached": 1,
        "calls": 4,
        "input_tokens": 6024,
        "output_tokens": 800,
        "cost": 0.0024,
    }
    assert writing_words(writing_json(WRITTEN)) == (
        "the model's answer held for 2 of 3 questions · 1 extractive instead · "
        "1 from the cache · 4 calls · 6,824 tokens · $0.0024"
    )


def test_one_unknown_price_makes_the_cost_unknown() -> None:
    writing = writing_json(of_set(by_model(RIGHT), by_model(RIGHT, cost=None)))
    assert writing["cost"] is None
    assert writing_words(writing).endswith("4 calls · 6,824 tokens")


def test_a_run_without_a_model_tells_of_none() -> None:
    assert "writing" not in document(of_set(RIGHT, WRONG))
    assert "Writing" not in parsed(render_report(document(of_set(RIGHT)))).text


def test_each_item_keeps_who_wrote_it_and_every_step() -> None:
    written, fallen, *_ = document(WRITTEN)["items"]
    assert written["answer"]["composer"] == "generative"
    assert written["answer"]["model"] == written["answer"]["trace"]["model"] == MODEL
    assert fallen["answer"]["composer"] == "extractive"
    assert fallen["answer"]["trace"]["steps"] == ["1 claim sent back", "no claim passed its checks"]


def test_the_report_shows_who_wrote_the_run_and_each_answer() -> None:
    text = parsed(render_report(document(WRITTEN, composer="generative", model=MODEL))).text
    assert f"Composer generative · {MODEL}" in text
    assert "the model's answer held for 2 of 3 questions" in text
    assert f"Written by {MODEL} from these passages: 2 calls" in text
    assert f"Extractive answer, since {MODEL} wrote none that holds" in text
    assert "1 claim sent back no claim passed its checks" in text


def test_runs_of_two_composers_are_compared_and_named() -> None:
    old = document(of_set(RIGHT, WRONG))
    new = document(of_set(by_model(RIGHT), by_model(RIGHT)), composer="generative", model=MODEL)
    compared = compare(old, new)
    head, *notes = plain(comparison_lines(compared)).splitlines()
    assert head == f"2 items compared between 1.0 (extractive) and 1.0 (generative · {MODEL})"
    assert notes[:2] == [
        "Note: composer: extractive, now generative",
        f"Note: model: none, now {MODEL}",
    ]
    assert "Compared" in parsed(render_report(new, comparison_json(compared))).text


def test_a_model_writes_in_an_evaluation_only_where_that_was_asked_for() -> None:
    settings = Settings(model=MODEL)
    assert asking_with(settings, ComposerName.EXTRACTIVE).model is None
    assert asking_with(settings, ComposerName.GENERATIVE).model == MODEL
    with pytest.raises(BadSetting, match="--composer generative needs it; set it to provider:name"):
        asking_with(Settings(model=None), ComposerName.GENERATIVE)
