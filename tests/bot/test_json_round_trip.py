"""Whatever an answer holds, JSON gives the same answer back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Answer, Citation, Claim, Elapsed, Evidence, Label, StatusChange
from bot.rendering.json_format import answer_from_json, answer_json, json_text
from tests.fakes_answers import a_claim, a_non_answer, a_written_answer, an_answer

_tenths = st.integers(0, 10**9).map(lambda tenths: tenths / 10)
_elapsed = st.builds(Elapsed, _tenths, _tenths, _tenths, _tenths)
_claims = st.lists(
    st.builds(
        Claim,
        label=st.from_type(Label),
        evidence=st.lists(st.from_type(Evidence), max_size=2).map(tuple),
        history=st.lists(st.from_type(StatusChange), max_size=2).map(tuple),
    ),
    max_size=2,
).map(tuple)
_citations = st.lists(st.from_type(Citation), max_size=2).map(tuple)
# What a caller needs beside the fixed fields is kept beside the JSON, not in it.
_answers = st.builds(
    Answer,
    elapsed=_elapsed,
    claims=_claims,
    citations=_citations,
    confidence=st.none(),
    as_of_in_question=st.just(False),
)


@given(_answers)
def test_an_answer_comes_back_from_its_json(answer: Answer) -> None:
    assert answer_from_json(json.loads(json_text(answer))) == answer
    assert answer_from_json(answer_json(answer)) == answer


def test_times_come_back_rounded() -> None:
    answer = an_answer(elapsed=Elapsed(1.04, 2, 3, 6.06))
    again = answer_from_json(answer_json(answer))
    assert again == replace(answer, elapsed=Elapsed(1.0, 2, 3, 6.1))


def test_a_non_answer_keeps_its_claims_although_its_json_shows_no_status() -> None:
    answer = a_non_answer(claims=(a_claim(),))
    assert answer_json(answer)["status"] is None
    assert answer_from_json(answer_json(answer)) == answer


@pytest.mark.parametrize(
    ("field", "value"), [("outcome", "maybe"), ("as_of", "someday"), ("elapsed_ms", {"x": 1})]
)
def test_what_is_no_answer_is_refused(field: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        answer_from_json(answer_json(an_answer()) | {field: value})
    with pytest.raises(KeyError):
        answer_from_json({k: v for k, v in answer_json(an_answer()).items() if k != field})


def test_an_answer_has_a_trace_in_its_json_only_where_a_model_was_asked() -> None:
    assert "trace" not in answer_json(an_answer())
    assert answer_json(a_written_answer())["trace"] == {
        "steps": ["1 of 2 claims sent back", "dropped: claim 2: it has no quotation"],
        "model": "openai:gpt-5-mini",
        "calls": 2,
        "input_tokens": 3012,
        "output_tokens": 400,
        "cost": 0.0012,
        "cached": False,
    }
