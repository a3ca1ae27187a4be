"""Builders of answers: a test names only what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.claims import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Label,
    Outcome,
    Qualifier,
    Stance,
    Status,
    StatusChange,
    Trace,
)
from retrieval.documents import Standing

QUOTE = "The bridge is shut,\nthe harbour office said."


def a_label(
    status: Status = Status.CONFIRMED,
    *qualifiers: Qualifier,
    reason: str = "The harbour office said so without hedge.",
) -> Label:
    """A label; confirmed as official unless told."""
    return Label(status, qualifiers or (Qualifier.OFFICIAL,), reason)


def an_evidence(**keys: Any) -> Evidence:
    """One row: the harbour office asserts that the bridge is shut."""
    values: dict[str, Any] = {
        "source_id": "mill-bridge",
        "claimant": "Harbour Office",
        "standing": Standing.AUTHORITY,
        "stance": Stance.ASSERTS,
        "hedged": False,
        "date": date(2024, 3, 4),
        "quote": QUOTE,
        "start": 0,
        "end": len(QUOTE),
        "origin": "harbour-office",
    }
    return Evidence(**values | keys)


def a_change(**keys: Any) -> StatusChange:
    """One step of a claim's history."""
    values: dict[str, Any] = {
        "date": date(2024, 3, 1),
        "status": Status.UNCONFIRMED,
        "qualifiers": (Qualifier.REPORTED,),
        "source_id": "rumour",
        "reason": "Only a ferryman said so.",
    }
    return StatusChange(**values | keys)


def a_claim(**keys: Any) -> Claim:
    """One claim with one row of evidence, resting on citation 1."""
    values: dict[str, Any] = {
        "text": "The bridge is shut.",
        "label": a_label(),
        "claimants": ("Harbour Office",),
        "citations": (1,),
        "evidence": (an_evidence(),),
    }
    return Claim(**values | keys)


def a_citation(n: int = 1, **keys: Any) -> Citation:
    """One citation of the quote above."""
    values: dict[str, Any] = {
        "source_id": "mill-bridge",
        "passage_id": "mill-bridge#1",
        "title": "Bridge shut",
        "publisher": "Harbour Gazette",
        "published": date(2024, 3, 5),
        "stated": date(2024, 3, 4),
        "url": "https://gazette.example/bridge",
        "quote": QUOTE,
        "start": 0,
        "end": len(QUOTE),
    }
    return Citation(n=n, **values | keys)


def a_trace(**keys: Any) -> Trace:
    """A model that was asked twice; its price is known."""
    values: dict[str, Any] = {
        "steps": ("1 of 2 claims sent back", "dropped: claim 2: it has no quotation"),
        "model": "openai:gpt-5-mini",
        "calls": 2,
        "input_tokens": 3012,
        "output_tokens": 400,
        "cost": 0.0012,
    }
    return Trace(**values | keys)


def a_written_answer(**keys: Any) -> Answer:
    """An answer that this model wrote."""
    values = {"composer": "generative", "model": "openai:gpt-5-mini", "trace": a_trace()}
    return an_answer(**values | keys)


def an_answer(**keys: Any) -> Answer:
    """An answer with one confirmed claim and one citation."""
    values: dict[str, Any] = {
        "question": "Is the bridge shut?",
        "as_of": date(2024, 3, 6),
        "outcome": Outcome.ANSWERED,
        "text": "The bridge is shut, the harbour office said [1].",
        "claims": (a_claim(),),
        "citations": (a_citation(),),
    }
    return Answer(**values | keys)


def a_non_answer(outcome: Outcome = Outcome.NOTHING_FOUND, **keys: Any) -> Answer:
    """An answer that is none, with the nearest passage."""
    values = {"text": "The sources do not say.", "claims": ()}
    return an_answer(outcome=outcome, **values | keys)
