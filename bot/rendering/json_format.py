"""An answer as JSON, and back. Field names and order are fixed: docs and tests rest on them.

Quotes are exact: body[start:end] == quote. Characters that a terminal would obey are therefore
not taken out but written as JSON escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.claims import (
    Answer,
    CheckedClaim,
    Citation,
    CitedSentence,
    Claim,
    Elapsed,
    Evidence,
    Label,
    Outcome,
    Qualifier,
    Role,
    Stance,
    Status,
    StatusChange,
    Trace,
)
from bot.presenting.plan import FigureRow
from bot.presenting.planning import plan_of
from bot.presenting.wording import lead_text, verdict_words
from retrieval.documents import Standing
from retrieval.when import When

FORMAT = 2  # of the JSON of an answer; 1 had neither verdict nor lead nor roles

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(answer: Answer, *, ascii_only: bool = False) -> str:
    """The answer as indented JSON, safe to print; `ascii_only` for outputs that are not UTF-8."""
    return json_of(answer_json(answer), ascii_only=ascii_only)


def json_of(values: Mapping[str, Any] | Sequence[Any], *, ascii_only: bool = False) -> str:
    """Plain values as JSON text by the same rules."""
    text = json.dumps(values, indent=2, ensure_ascii=ascii_only)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain values, ready for json.dumps; `trace` only where a model was asked,
    `spelled` only where words of the question were put right."""
    trace: dict[str, Any] = {} if answer.trace is None else {"trace": _trace(answer.trace)}
    if answer.spelled:
        trace["spelled"] = [list(pair) for pair in answer.spelled]
    answered = answer.outcome is Outcome.ANSWERED
    plan = plan_of(answer)
    return {
        "question": answer.question,
        "as_of": _day(answer.as_of),
        "outcome": answer.outcome.value,
        "status": answer.status.value if answered and answer.status else None,
        "verdict": verdict_words(plan.verdict) if plan.verdict else None,
        "lead": lead_text(plan) if plan.lead else None,
        "text": answer.text,
        "claims": [_claim(claim, plan.role_of(n)) for n, claim in enumerate(answer.claims)],
        "citations": [_citation(citation) for citation in answer.citations],
        "later": answer.later,
        "composer": answer.composer,
        "model": answer.model,
        "elapsed_ms": {name: round(ms, 1) for name, ms in asdict(answer.elapsed).items()},
        "figures": [_figure(row) for row in plan.figures],
        "asked": answer.asked,
        "statement": answer.statement,
        "format": FORMAT,
        **trace,
    }


def checked_json(claim: CheckedClaim) -> dict[str, Any]:
    """A checked claim as plain values."""
    return {
        "claim": claim.text,
        "as_of": _day(claim.as_of),
        "status": claim.label.status.value,
        "qualifiers": [q.value for q in claim.label.qualifiers],
        "reason": claim.label.reason,
        "deciding": [_evidence(row) for row in claim.deciding],
        "contrary": _evidence(claim.contrary) if claim.contrary else None,
        "history": [_change(change) for change in claim.history],
        "nearest": _citation(claim.nearest) if claim.nearest else None,
    }


def answer_from_json(values: Mapping[str, Any]) -> Answer:
    """The answer that answer_json() wrote; times come back rounded to a tenth of a millisecond.

    Raises KeyError, TypeError or ValueError for anything that answer_json() did not write.
    """
    return Answer(
        question=values["question"],
        as_of=_date(values["as_of"]),
        outcome=Outcome(values["outcome"]),
        text=values["text"],
        claims=tuple(_claim_from(row) for row in values["claims"]),
        citations=tuple(_citation_from(row) for row in values["citations"]),
        later=values["later"],
        composer=values["composer"],
        model=values["model"],
        elapsed=Elapsed(**values["elapsed_ms"]),
        trace=_trace_from(values["trace"]) if "trace" in values else None,
        asked=values.get("asked", ""),
        statement=values.get("statement", ""),
    )


def _figure(row: FigureRow) -> dict[str, Any]:
    return {
        "day": row.when.iso,
        "who": row.who,
        "value": row.value,
        "status": row.status.value,
        "citation": row.citation,
    }


def _claim(claim: Claim, role: Role) -> dict[str, Any]:
    return {
        "text": claim.text,
        "status": claim.label.status.value,
        "qualifiers": [q.value for q in claim.label.qualifiers],
        "claimants": list(claim.claimants),
        "reason": claim.label.reason,
        "citations": list(claim.citations),
        "evidence": [_evidence(row) for row in claim.evidence],
        "history": [_change(change) for change in claim.history],
        "role": role.value,
        "remark": claim.remark,
        "value": claim.value,
        "speaker": claim.speaker,
        "droppable": claim.droppable,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in claim.sentences],
    }


def _claim_from(row: Mapping[str, Any]) -> Claim:
    return Claim(
        text=row["text"],
        label=Label(Status(row["status"]), _qualifiers(row), row["reason"]),
        claimants=tuple(row["claimants"]),
        citations=tuple(row["citations"]),
        evidence=tuple(_evidence_from(evidence) for evidence in row["evidence"]),
        history=tuple(_change_from(change) for change in row["history"]),
        remark=row.get("remark", ""),
        value=row.get("value", ""),
        speaker=row.get("speaker", ""),
        droppable=row.get("droppable", 0),
        sentences=tuple(
            CitedSentence(s["text"], tuple(s["citations"])) for s in row.get("sentences", ())
        ),
    )


def _evidence(row: Evidence) -> dict[str, Any]:
    """A row; when it was said and which words of the quote say it only where they are known."""
    spoken = {} if row.spoken is None else {"spoken": row.spoken.iso}
    told = {} if row.told is None else {"told": list(row.told)}
    return {
        "source_id": row.source_id,
        "claimant": row.claimant,
        "standing": row.standing.value,
        "stance": row.stance.value,
        "hedged": row.hedged,
        "date": row.date.isoformat(),
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
        "origin": row.origin,
        **spoken,
        **told,
    }


def _evidence_from(row: Mapping[str, Any]) -> Evidence:
    read = {
        "standing": Standing(row["standing"]),
        "stance": Stance(row["stance"]),
        "date": date.fromisoformat(row["date"]),
        "spoken": When.from_iso(row["spoken"]) if "spoken" in row else None,
        "told": tuple(row["told"]) if "told" in row else None,
    }
    return Evidence(**{**row, **read})


def _change(change: StatusChange) -> dict[str, Any]:
    return {
        "date": change.date.isoformat(),
        "status": change.status.value,
        "qualifiers": [q.value for q in change.qualifiers],
        "source_id": change.source_id,
        "reason": change.reason,
    }


def _change_from(row: Mapping[str, Any]) -> StatusChange:
    read = {
        "date": date.fromisoformat(row["date"]),
        "status": Status(row["status"]),
        "qualifiers": _qualifiers(row),
    }
    return StatusChange(**{**row, **read})


def _citation(citation: Citation) -> dict[str, Any]:
    pages = {} if citation.pages is None else {"pages": list(citation.pages)}
    return {
        "n": citation.n,
        "source_id": citation.source_id,
        "passage_id": citation.passage_id,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": citation.published.isoformat(),
        "stated": _day(citation.stated),
        "url": citation.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        **pages,
    }


def _citation_from(row: Mapping[str, Any]) -> Citation:
    pages = tuple(row["pages"]) if "pages" in row else None
    days = {"published": date.fromisoformat(row["published"]), "stated": _date(row["stated"])}
    return Citation(**{**row, **days, "pages": pages})


def _trace(trace: Trace) -> dict[str, Any]:
    return asdict(trace) | {"steps": list(trace.steps)}


def _trace_from(row: Mapping[str, Any]) -> Trace:
    return Trace(**{**row, "steps": tuple(row["steps"])})


def _qualifiers(row: Mapping[str, Any]) -> tuple[Qualifier, ...]:
    return tuple(Qualifier(value) for value in row["qualifiers"])


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
