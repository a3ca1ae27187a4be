"""How many of the labelled questions are read as they are meant, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering.question import Question
from tests.fakes_evidence import READER

FILE = Path(__file__).parent / "labelled.yaml"
ITEMS = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SEEN = [item for item in ITEMS if not item.get("held_back")]
HELD_BACK = [item for item in ITEMS if item.get("held_back")]


def slot_of(read: Question) -> str:
    """The lemma of the noun that is asked for: of the slot, else of the subject of "what is"."""
    clause = read.clause
    if clause is None or clause.slot is None or not clause.parse.tags[clause.slot].startswith("N"):
        return ""
    return clause.slot_lemma


def fields(read: Question) -> dict[str, Any]:
    return {
        "asked": read.asked.value,
        "speaker": read.speaker.lower(),
        "verb": read.speech_verb,
        "negated": read.clause is not None and read.clause.is_negated,
    }


def right(items: list[dict[str, Any]], field: str) -> float:
    """The share of the questions whose field is read as it was labelled."""
    empty = {"asked": "", "speaker": "", "verb": "", "negated": False}
    hits = 0
    for item in items:
        wanted = item.get(field, empty[field])
        wanted = wanted.lower() if isinstance(wanted, str) else wanted
        hits += fields(READER.read(item["question"], None))[field] == wanted
    return hits / len(items)


def test_there_are_enough_questions_and_half_are_held_back() -> None:
    assert (len(SEEN), len(HELD_BACK)) == (60, 60)


@pytest.mark.parametrize("field", ["asked", "speaker", "verb", "negated"])
def test_questions_are_read_as_they_are_meant(field: str) -> None:
    assert right(SEEN, field) >= 0.98


@pytest.mark.parametrize(
    ("field", "least"), [("asked", 0.9), ("speaker", 0.9), ("verb", 0.9), ("negated", 0.9)]
)
def test_questions_that_no_rule_was_made_for_are_read_as_well(field: str, least: float) -> None:
    assert right(HELD_BACK, field) >= least


def test_the_noun_behind_a_question_word_is_what_is_asked_for() -> None:
    behind = [i for i in SEEN if i.get("slot") and "what's" not in i["question"].lower()]
    wanted = [i for i in behind if slot_of(READER.read(i["question"], None)) == i["slot"]]
    assert len(wanted) >= 0.6 * len(behind)
