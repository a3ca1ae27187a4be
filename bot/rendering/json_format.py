"""An answer as JSON: field names and order are fixed by the contract, docs and tests rest on them.

Quotes are exact: body[start:end] == quote. Characters that a terminal would obey are therefore
not taken out but written as JSON escapes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.claims import Answer, Citation, Claim, Evidence, Outcome, StatusChange

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(answer: Answer, *, ascii_only: bool = False) -> str:
    """The answer as indented JSON, safe to print; `ascii_only` for outputs that are not UTF-8."""
    text = json.dumps(answer_json(answer), indent=2, ensure_ascii=ascii_only)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain values, ready for json.dumps."""
    answered = answer.outcome is Outcome.ANSWERED
    return {
        "question": answer.question,
        "as_of": _day(answer.as_of),
        "outcome": answer.outcome.value,
        "status": answer.status.value if answered and answer.status else None,
        "text": answer.text,
        "claims": [_claim(claim) for claim in answer.claims],
        "citations": [_citation(citation) for citation in answer.citations],
        "later": answer.later,
        "composer": answer.composer,
        "model": answer.model,
        "elapsed_ms": {name: round(ms, 1) for name, ms in asdict(answer.elapsed).items()},
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "status": claim.label.status.value,
        "qualifiers": [q.value for q in claim.label.qualifiers],
        "claimants": list(claim.claimants),
        "reason": claim.label.reason,
        "citations": list(claim.citations),
        "evidence": [_evidence(row) for row in claim.evidence],
        "history": [_change(change) for change in claim.history],
    }


def _evidence(row: Evidence) -> dict[str, Any]:
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
    }


def _change(change: StatusChange) -> dict[str, Any]:
    return {
        "date": change.date.isoformat(),
        "status": change.status.value,
        "qualifiers": [q.value for q in change.qualifiers],
        "source_id": change.source_id,
        "reason": change.reason,
    }


def _citation(citation: Citation) -> dict[str, Any]:
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
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
