"""Answers as JSON: the fields of the contract, exact and safe to print."""

from __future__ import annotations

import json
import re

from bot.claims import Elapsed
from bot.rendering.json_format import answer_json, json_text
from tests.fakes_answers import (
    QUOTE,
    a_change,
    a_citation,
    a_claim,
    a_non_answer,
    an_answer,
)
from tests.fakes_consoles import HOSTILE


def test_json_has_the_agreed_fields_in_the_agreed_order() -> None:
    shown = answer_json(
        an_answer(claims=(a_claim(history=(a_change(),)),), elapsed=Elapsed(1.04, 2, 3, 6.06))
    )
    assert (
        list(shown)
        == (
            "question as_of outcome status verdict lead text claims citations later composer model "
            "elapsed_ms figures asked statement format"
        ).split()
    )
    (claim,) = shown["claims"]
    assert list(claim) == (
        "text status qualifiers claimants reason citations evidence history "
        "role remark value speaker droppable sentences".split()
    )
    assert list(claim["evidence"][0]) == (
        "source_id claimant standing stance hedged date quote start end origin".split()
    )
    assert list(claim["history"][0]) == "date status qualifiers source_id reason".split()
    assert list(shown["citations"][0]) == (
        "n source_id passage_id title publisher published stated url quote start end".split()
    )
    assert shown["elapsed_ms"] == {"search": 1.0, "compose": 2, "label": 3, "total": 6.1}
    assert (shown["status"], shown["as_of"]) == ("confirmed", "2024-03-06")
    assert claim["evidence"][0]["date"] == "2024-03-04"


def test_json_says_null_for_what_is_not_there() -> None:
    shown = json.loads(json_text(a_non_answer(as_of=None, citations=(a_citation(stated=None),))))
    assert shown["status"] is None
    assert shown["as_of"] is None
    assert shown["later"] is None
    assert shown["citations"][0]["stated"] is None


def test_json_keeps_quotes_exact_and_hides_what_a_terminal_obeys() -> None:
    answer = an_answer(citations=(a_citation(quote=HOSTILE + QUOTE + "né"),))
    text = json_text(answer)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "né" in text
    assert json.loads(text)["citations"][0]["quote"] == HOSTILE + QUOTE + "né"
    assert json_text(answer, ascii_only=True).isascii()
