"""Builders of evaluations as JSON: a test of the report names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.claims import Answer, Qualifier, Status
from bot.rendering.json_format import answer_json
from tests.fakes_answers import (
    a_change,
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    an_answer,
    an_evidence,
)

HASH = "0123456789abcdef" * 4


def a_metric(name: str = "fact_recall", value: float | None = 0.8, **keys: Any) -> dict[str, Any]:
    """One measured number; facts found with the floor of the dev set unless told."""
    values = {
        "name": name,
        "title": "Facts found",
        "better": "higher",
        "floor": 0.85,
        "value": value,
        "n": 49,
        "low": 0.7,
        "high": 0.9,
    }
    return values | keys


def an_entry(item_id: str = "q-1", answer: Answer | None = None, **keys: Any) -> dict[str, Any]:
    """One item as --json writes it: answered, confirmed, without a fault."""
    answer = answer or an_answer()
    values: dict[str, Any] = {
        "id": item_id,
        "type": "status",
        "question": answer.question,
        "as_of": "2024-03-06",
        "why": "the office is the first to know",
        "gold": a_gold(),
        "answer": answer_json(answer),
        "confidence": None,
        "error": None,
        "retrieved": [],
        "scores": {"fact_recall": 1.0, "status_accuracy": None},
        "faults": [],
        "quotes": [{"n": c.n, "verdict": "found"} for c in answer.citations],
        "passages": {str(c.n): _around(c.quote) for c in answer.citations},
    }
    return values | keys


def a_gold(**keys: Any) -> dict[str, Any]:
    """What a set expects: confirmed, with two facts of which one has alternatives."""
    values: dict[str, Any] = {
        "outcome": "answered",
        "status": "confirmed",
        "qualifiers": ["official"],
        "facts": ["shut", ["harbour office", "port office"]],
        "must_not": ["open"],
        "sources": ["mill-bridge"],
        "quote_contains": "The bridge is shut",
    }
    return values | keys


def an_error(item_id: str = "q-9") -> dict[str, Any]:
    """An item whose question could not be answered because something broke."""
    return an_entry(item_id) | {
        "answer": None,
        "error": "the index is gone; run onrecord index",
        "scores": {},
        "faults": [],
        "quotes": [],
        "passages": {},
    }


def an_evaluation(*items: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    """A whole evaluation of the items given; its numbers are not computed from them."""
    entries = list(items)
    values: dict[str, Any] = {
        "schema": 1,
        "set": {"name": "harbour.yaml", "content_hash": HASH, "items": len(entries)},
        "corpus": {"folder": "/srv/harbour", "content_hash": HASH, "sources": 24},
        "composer": "extractive",
        "model": None,
        "embedding_model": "all-MiniLM-L6-v2",
        "version": "0.1.0",
        "started": "2026-11-23T10:31:00+00:00",
        "seconds": 1.5,
        "complete": True,
        "metrics": [a_metric()],
        "by_type": [{"type": "status", "n": len(entries), "values": {"fact_recall": 0.8}}],
        "confusion": {
            "labels": ["confirmed", "unconfirmed", "no answer"],
            "rows": [[13, 7, 0], [1, 28, 0], [1, 1, 9]],
        },
        "qualifiers": [{"name": "on_record", "gold": 4, "got": 5, "both": 3}],
        "calibration": [],
        "latency": {
            "p50": 20.0,
            "p95": 31.0,
            "p99": 48.0,
            "bins": [{"low": 0, "high": 25, "n": 40}, {"low": 25, "high": 50, "n": 9}],
        },
        "items": entries,
    }
    return values | keys


def nothing_evaluated() -> dict[str, Any]:
    """The evaluation of an empty set."""
    return an_evaluation(
        metrics=[a_metric(value=None, n=0, low=None, high=None)],
        by_type=[],
        confusion={"labels": ["confirmed", "unconfirmed", "no answer"], "rows": [[0] * 3] * 3},
        qualifiers=[],
        latency={"p50": None, "p95": None, "p99": None, "bins": []},
    )


def a_long_entry(n: int) -> dict[str, Any]:
    """An item somewhat larger than those of a real run: 3 claims, 6 rows, 3 citations."""
    quote = "The harbour office said on Monday that the bridge is shut until further notice. " * 4
    rows = tuple(an_evidence(quote=quote[:160], origin=f"origin {k}") for k in range(2))
    label = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="only one office says so")
    texts = [f"Claim {k} of {n}: {quote}".strip() for k in range(3)]
    claims = tuple(
        a_claim(text=text, label=label, evidence=rows, citations=(k + 1,))
        for k, text in enumerate(texts)
    )
    claims = (replace(claims[0], history=(a_change(),)), *claims[1:])
    citations = tuple(a_citation(k, quote=quote) for k in range(1, 4))
    text = "\n\n".join(f"{t} [{k}]" for k, t in enumerate(texts, 1))
    answer = replace(an_answer(), claims=claims, citations=citations, text=text)
    return an_entry(f"long-{n}", answer, faults=["fact missing: noon"] if n % 3 else [])


def a_mixed_evaluation() -> dict[str, Any]:
    """Five items that differ in everything a filter asks for."""
    denied = a_label(Status.UNCONFIRMED, Qualifier.DENIED, reason="the mayor denies it")
    doubtful = an_answer(
        question="Did the mayor’s office know?",
        text="It did not know, the mayor said [1].",
        claims=(a_claim(text="It did not know, the mayor said.", label=denied),),
    )
    unconfirmed = a_gold(status="unconfirmed")
    nothing = a_gold(outcome="nothing_found", status=None, facts=[], sources=[])
    return an_evaluation(
        an_entry("q-1"),
        an_entry("q-2", doubtful, type="who_said", gold=unconfirmed),
        an_entry("q-3", gold=unconfirmed, faults=["status confirmed, gold unconfirmed"]),
        an_entry("q-4", a_non_answer(), type="unanswerable", gold=nothing),
        an_error("q-5"),
        calibration=[
            {"low": 0.0, "high": 0.5, "n": 10, "answerable": 2},
            {"low": 0.5, "high": 1.0, "n": 40, "answerable": 38},
        ],
        judged=a_judgement(),
    )


def a_judgement() -> dict[str, Any]:
    """What a judge made of an evaluation: one metric with a spread, one without a value."""
    blank = dict.fromkeys(("mean", "low", "high", "deviation"))
    gone = [{"reason": "the model is gone", "items": 2}]
    return {
        "judge": "openai:judge, ragas 0.4.3",
        "runs": 3,
        "metrics": [
            {
                "name": "faithfulness",
                "title": "Statements that follow from the cited quotes",
                "mean": 0.75,
                "low": 0.7,
                "high": 0.8,
                "deviation": 0.05,
                "n": 2,
                "runs": [0.7, 0.75, 0.8],
                "unscored": [],
            },
            {"name": "answer_correctness", "title": "Agreement with the gold facts", "n": 0}
            | {**blank, "runs": [], "unscored": gone},
        ],
        "items": [],
    }


def a_comparison(**keys: Any) -> dict[str, Any]:
    """A comparison of that evaluation: one item better, one worse, one in other words."""
    older = an_answer(text="Nobody knows [1].", claims=(a_claim(text="Nobody knows."),))
    values: dict[str, Any] = {
        "old": {"set": "harbour.yaml", "started": "2026-11-20T08:00:00+00:00", "version": "0.0.9"},
        "new": {"set": "harbour.yaml", "started": "2026-11-23T10:31:00+00:00", "version": "0.1.0"},
        "n": 5,
        "notes": ["the corpora differ"],
        "metrics": [a_delta()],
        "changed": [
            a_change_of("q-2", "better", an_entry("q-2", older, faults=["fact missing: mayor"])),
            a_change_of("q-3", "worse", an_error("q-3")),
        ],
        "reworded": ["q-1"],
    }
    return values | keys


def a_delta(name: str = "fact_recall", **keys: Any) -> dict[str, Any]:
    """One number of both runs: facts found rose by more than chance, unless told."""
    values = {"n": 49, "old": 0.7, "new": 0.8, "delta": 0.1, "low": 0.02, "high": 0.18, "p": 0.012}
    return {"name": name} | values | keys


def a_change_of(item_id: str, turn: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """An item whose facts went from half to all."""
    scores = [{"name": "fact_recall", "old": 0.5, "new": 1.0}]
    return {"id": item_id, "turn": turn, "scores": scores, "old": dict(old), "new": {}}


def _around(quote: str) -> dict[str, str]:
    return {"before": "At dawn nobody crossed. ", "quote": quote, "after": " Ferries sail."}
