"""An evaluation as JSON: the fields others read, exact and complete."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.claims import Outcome, Qualifier
from bot.errors import BadEvaluation
from bot.evaluation.comparison import compare
from bot.evaluation.document import Occasion, Place, read_document, write_document
from bot.evaluation.examination import examined
from bot.evaluation.items import QuestionSet
from bot.evaluation.journal import Subject
from bot.evaluation.loading import content_hash
from bot.evaluation.record import Outturn
from bot.evaluation.report import render_report
from bot.evaluation.run import Run
from bot.rendering.json_format import answer_json
from retrieval.naming import ActorNames
from tests.fakes_outturns import (
    BODIES,
    CLOSED,
    CRACK,
    an_item,
    an_outturn,
    cited,
    failed,
    refusal,
    saying,
    unanswerable,
)

ANSWER = saying(f"{CRACK} [1]", cited(1, CRACK), confidence=0.4)
ITEM = an_item(
    "bridge-01",
    facts=(("crack",), ("2 metres", "two metres")),
    qualifiers=(Qualifier.OFFICIAL,),
    passages=(("mill-bridge", CRACK),),
)
OUTTURNS = (
    an_outturn(ANSWER, ITEM, retrieved=("mill-bridge@0-500",)),
    an_outturn(refusal(), unanswerable()),
    failed(an_item("bridge-03")),
)


def document_of(*outturns: Outturn, complete: bool = True) -> dict[str, Any]:
    items = tuple(outturn.item for outturn in outturns)
    occasion = Occasion(
        QuestionSet("set.yaml", items, content_hash(items)),
        Subject("c" * 64, "extractive", None, "a-model", "0.1.0+abc"),
        Place(Path("/srv/harbour"), BODIES),
        datetime(2026, 11, 23, 10, 31, 0, 5, UTC),
        1.23456,
    )
    return examined(occasion, Run(outturns, complete), ActorNames(())).document


def test_the_head_says_what_was_evaluated_when_and_on_what() -> None:
    document = document_of(*OUTTURNS, complete=False)
    head = {key: document[key] for key in list(document)[:10]}
    assert head == {
        "schema": 1,
        "set": {
            "name": "set.yaml",
            "content_hash": content_hash(o.item for o in OUTTURNS),
            "items": 3,
        },
        "corpus": {"folder": "/srv/harbour", "content_hash": "c" * 64, "sources": 2},
        "composer": "extractive",
        "model": None,
        "embedding_model": "a-model",
        "version": "0.1.0+abc",
        "started": "2026-11-23T10:31:00+00:00",
        "seconds": 1.235,
        "complete": False,
    }
    assert list(document)[10:] == (
        "metrics by_type confusion qualifiers quotes calibration latency items".split()
    )


def test_an_item_holds_question_gold_answer_scores_and_the_text_around_its_quotes() -> None:
    item = document_of(*OUTTURNS)["items"][0]
    assert list(item) == (
        "id type question as_of why gold answer confidence error retrieved scores faults quotes "
        "passages".split()
    )
    assert item["gold"] == {
        "outcome": "answered",
        "status": "confirmed",
        "qualifiers": ["official"],
        "facts": ["crack", ["2 metres", "two metres"]],
        "must_not": [],
        "sources": [],
        "quote_contains": None,
        "passages": [{"source": "mill-bridge", "quote": CRACK}],
        "also": None,
    }
    assert item["answer"] == answer_json(ANSWER)
    assert (item["confidence"], item["retrieved"]) == (0.4, ["mill-bridge@0-500"])
    assert item["scores"]["fact_recall"] == 1.0
    assert item["scores"]["recall_at_5"] == 1.0
    assert item["quotes"] == [{"n": 1, "verdict": "found"}]
    assert item["passages"] == {
        "1": {
            "before": f"{CLOSED} ",
            "quote": CRACK,
            "after": " It may stay closed until May.",
        }
    }


def test_an_error_has_no_answer_and_no_score_but_itself() -> None:
    item = document_of(*OUTTURNS)["items"][2]
    assert (item["answer"], item["error"]) == (None, "Timeout: too slow")
    assert {k: v for k, v in item["scores"].items() if v is not None} == {"errors": 1.0}
    assert item["passages"] == {}


def test_no_text_is_shown_around_a_quote_that_does_not_stand_there() -> None:
    moved = cited(1, CRACK, start=3, end=3 + len(CRACK))
    (item,) = document_of(an_outturn(saying(f"{CRACK} [1]", moved)))["items"]
    assert item["passages"]["1"] == {"before": "", "quote": CRACK, "after": ""}


@pytest.mark.parametrize("outturns", [OUTTURNS, ()], ids=["three items", "an empty set"])
def test_what_is_written_is_read_back_reported_and_compared(
    tmp_path: Path, outturns: tuple[Outturn, ...]
) -> None:
    document = document_of(*outturns)
    write_document(tmp_path / "e.json", document)
    text = (tmp_path / "e.json").read_text(encoding="utf-8")
    assert "NaN" not in text
    assert read_document(tmp_path / "e.json") == json.loads(text) == document
    assert "set.yaml" in render_report(document)
    if outturns:
        assert compare(document, read_document(tmp_path / "e.json")).changes == ()


def test_what_a_terminal_obeys_is_escaped(tmp_path: Path) -> None:
    outturn = an_outturn(saying("\x1b[31m\x9b\u202e"), an_item(facts=(("é",),)))
    write_document(tmp_path / "e.json", document_of(outturn))
    assert (tmp_path / "e.json").read_bytes().isascii()
    assert b"\x1b" not in (tmp_path / "e.json").read_bytes()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not JSON"),
        ("[]", "is no evaluation"),
        ('{"schema": 1}', "is no evaluation"),
        ('{"schema": 9, "set": {}, "items": [], "metrics": []}', "is written in format 9"),
    ],
)
def test_another_file_is_refused_with_a_cure(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(BadEvaluation, match=rf"old\.json: {problem}.*; "):
        read_document(path)
    with pytest.raises(BadEvaluation, match=r"cannot be read \(No such file"):
        read_document(tmp_path / "none.json")


def test_outcomes_other_than_the_gold_stand_in_the_faults() -> None:
    (item,) = document_of(an_outturn(refusal(Outcome.OUT_OF_SCOPE)))["items"]
    assert item["faults"] == ["outcome out_of_scope, gold answered"]
